// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { describe, expect, it } from "vitest";
import { nearAddress } from "./nearby";

describe("nearAddress", () => {
  it("adds the position and keeps the filters", () => {
    expect(nearAddress("/maengel/?stand=alle", 7.21555555, 50.8)).toBe("/maengel/?stand=alle&nahe=7.2156%2C50.8000");
  });

  it("replaces an older position", () => {
    expect(nearAddress("/maengel/?nahe=1,2", 7.2, 50.8)).toBe("/maengel/?nahe=7.2000%2C50.8000");
  });
});
