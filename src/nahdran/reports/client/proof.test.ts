// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { solve } from "./proof";

const target = (salt: string, number: number): string => createHash("sha256").update(`${salt}${number}`).digest("hex");

describe("solve", () => {
  it("finds the number that the server has thought of", async () => {
    expect(await solve("abc", target("abc", 1234), 5000, new AbortController().signal)).toBe(1234);
  });

  it("finds the last number too", async () => {
    expect(await solve("abc", target("abc", 999), 1000, new AbortController().signal)).toBe(999);
  });

  it("says so if there is none", async () => {
    expect(await solve("abc", target("other", 1), 300, new AbortController().signal)).toBeNull();
  });

  it("stops when nobody waits any more", async () => {
    const stop = new AbortController();
    stop.abort();
    expect(await solve("abc", target("abc", 1), 5000, stop.signal)).toBeNull();
  });
});
