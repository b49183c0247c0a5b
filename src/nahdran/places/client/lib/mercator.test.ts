// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { fit, fromPixels, metresBetween, metresInPixels, numbers, toPixels, visibleBounds } from "./mercator";

const LOHMAR = { lon: 7.21, lat: 50.84 };

describe("the projection", () => {
  it("comes back to where it began", () => {
    const back = fromPixels(toPixels(LOHMAR, 15.3), 15.3);
    expect(back.lon).toBeCloseTo(LOHMAR.lon, 9);
    expect(back.lat).toBeCloseTo(LOHMAR.lat, 9);
  });

  it("has the middle of the world in the middle", () => {
    expect(toPixels({ lon: 0, lat: 0 }, 0)).toEqual({ x: 256, y: 256 });
  });

  it("ends at the poles instead of reaching infinity", () => {
    expect(Number.isFinite(toPixels({ lon: 0, lat: 90 }, 4).y)).toBe(true);
  });

  it("fits a town into a window, and the window then shows the town", () => {
    const town = [7.1, 50.8, 7.3, 50.9] as const;
    const [west, south, east, north] = visibleBounds(fit(town, 400, 300, 10), 400, 300);
    expect(west).toBeLessThan(7.1);
    expect(east).toBeGreaterThan(7.3);
    expect(south).toBeLessThanOrEqual(50.8);
    expect(north).toBeGreaterThanOrEqual(50.9);
  });

  it("does not go nearer than allowed for a single point", () => {
    expect(fit([7, 50, 7, 50], 400, 300).zoom).toBe(18);
  });
});

describe("metres", () => {
  it("are measured over the ground", () => {
    expect(metresBetween(LOHMAR, { lon: 7.21, lat: 50.85 })).toBeCloseTo(1112, -1);
    expect(metresBetween(LOHMAR, LOHMAR)).toBe(0);
  });

  it("take twice the pixels one step nearer", () => {
    const far = metresInPixels(100, { ...LOHMAR, zoom: 15 });
    expect(metresInPixels(100, { ...LOHMAR, zoom: 16 })).toBeCloseTo(2 * far, 6);
  });
});

describe("numbers in an attribute", () => {
  it("are read when there are as many as asked for", () => {
    expect(numbers("7.1,50.8", 2)).toEqual([7.1, 50.8]);
  });

  it.each([null, undefined, "", "7.1", "7.1,", "7.1,x", "7,1,50,8", "Infinity,1"])("are none in %s", (text) => {
    expect(numbers(text, 2)).toBeNull();
  });
});
