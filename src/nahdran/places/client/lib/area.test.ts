// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { crossesItself, parseCorners, sizeInWords, squareMetres, writeCorners } from "./area";

const SQUARE = [
  { lon: 7.2, lat: 50.8 },
  { lon: 7.21, lat: 50.8 },
  { lon: 7.21, lat: 50.81 },
  { lon: 7.2, lat: 50.81 },
];

describe("corners as text", () => {
  it("come back as they were written", () => {
    expect(parseCorners(writeCorners(SQUARE))).toEqual(SQUARE);
  });

  it("leave out what cannot be read", () => {
    expect(parseCorners("7.2,50.8;x;7.3;,;7.4,50.9")).toEqual([{ lon: 7.2, lat: 50.8 }, { lon: 7.4, lat: 50.9 }]);
    expect(parseCorners("")).toEqual([]);
  });
});

describe("an area", () => {
  it("is measured on the ground", () => {
    // 0.01 degrees are 1112 m north and 703 m east at this latitude.
    expect(squareMetres(SQUARE) / 1e6).toBeCloseTo(0.782, 2);
    expect(squareMetres(SQUARE.slice(0, 2))).toBe(0);
  });

  it("knows whether its border crosses itself", () => {
    expect(crossesItself(SQUARE)).toBe(false);
    const [a, b, c, d] = SQUARE;
    expect(crossesItself([a!, c!, b!, d!])).toBe(true);
    expect(crossesItself(SQUARE.slice(0, 3))).toBe(false);
  });

  it("is said in few digits", () => {
    expect(sizeInWords(12_345, "de")).toBe("12.300 m²");
    expect(sizeInWords(782_000, "de")).toBe("0,8 km²");
    expect(sizeInWords(23_400_000, "en")).toBe("23 km²");
  });
});
