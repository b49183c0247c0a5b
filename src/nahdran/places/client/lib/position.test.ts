// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { ownPosition } from "./position";

type Found = (position: { coords: { longitude: number; latitude: number; accuracy: number } }) => void;
type Failed = (error: { code: number }) => void;

const device = (ask: (found: Found, failed: Failed) => void) => ({ getCurrentPosition: ask }) as unknown as Geolocation;
const at = (accuracy: number) => device((found) => found({ coords: { longitude: 7.2, latitude: 50.8, accuracy } }));
const failing = (code: number) => device((_, failed) => failed({ code }));

describe("the own position", () => {
  it("says whether it is a place or only a part of town", async () => {
    expect(await ownPosition(at(20))).toEqual({ kind: "found", lon: 7.2, lat: 50.8, accuracy: 20 });
    expect((await ownPosition(at(800))).kind).toBe("rough");
  });

  it.each([[1, "refused"], [2, "unavailable"], [3, "slow"]])("that fails with code %d is %s", async (code, kind) => {
    expect((await ownPosition(failing(code))).kind).toBe(kind);
  });
});
