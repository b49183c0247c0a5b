// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// A drawn area as corners: reading, writing, measuring, and whether its border crosses itself. Pure.

import type { Position } from "./mercator";

const EARTH_M = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** "lon,lat;lon,lat"; what cannot be read is left out. */
export function parseCorners(text: string): Position[] {
  return text
    .split(";")
    .map((part) => part.split(",").map((number) => (number.trim() === "" ? NaN : Number(number))))
    .filter((pair) => pair.length === 2 && pair.every(Number.isFinite))
    .map(([lon, lat]) => ({ lon: lon!, lat: lat! }));
}

export function writeCorners(corners: readonly Position[]): string {
  return corners.map(({ lon, lat }) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(";");
}

/** Square metres on the flat ground that a town is. */
export function squareMetres(corners: readonly Position[]): number {
  if (corners.length < 3) return 0;
  const scale = Math.cos(radians(corners[0]!.lat));
  let sum = 0;
  corners.forEach((here, index) => {
    const next = corners[(index + 1) % corners.length]!;
    sum += radians(here.lon) * scale * radians(next.lat) - radians(next.lon) * scale * radians(here.lat);
  });
  return (Math.abs(sum) / 2) * EARTH_M ** 2;
}

/** Do two sides that are not neighbours meet? */
export function crossesItself(corners: readonly Position[]): boolean {
  const count = corners.length;
  for (let one = 0; one < count; one += 1) {
    for (let two = one + 2; two < count; two += 1) {
      if (one === 0 && two === count - 1) continue;
      if (meet(corners[one]!, corners[one + 1]!, corners[two]!, corners[(two + 1) % count]!)) return true;
    }
  }
  return false;
}

function meet(a: Position, b: Position, c: Position, d: Position): boolean {
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

const side = (a: Position, b: Position, c: Position): number =>
  Math.sign((b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon));

/** "0,4 km²", "900 m²": no more digits than anybody draws. */
export function sizeInWords(metres: number, language: string): string {
  const number = (value: number, digits: number): string =>
    new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  if (metres < 100_000) return `${number(Math.round(metres / 100) * 100, 0)} m²`;
  return `${number(metres / 1_000_000, metres < 10_000_000 ? 1 : 0)} km²`;
}
