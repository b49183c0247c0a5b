// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { gather, isOnePlace } from "./grouping";
import type { MapPoint } from "./points";

const point = (id: string, lon: number, more: Partial<MapPoint> = {}): MapPoint => ({
  id, lon, lat: 50.8, tone: "work", title: id, status: "", meta: "", url: "/", count: 1, ...more,
});

describe("pins that lie on each other", () => {
  const points = [point("a", 7.2), point("b", 7.2003), point("c", 7.3, { tone: "done" })];

  it("become one with their number, in the tone of most of them", () => {
    const found = gather([...points, point("d", 7.2001, { tone: "ask" })], 13);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({ count: 3, tone: "work", members: ["a", "b", "d"] });
    expect(found[0]!.lon).toBeGreaterThan(7.2);
  });

  it("and groups that come to lie on each other become one too", () => {
    // 30 pixels from one to the next at this step: the second joins the first, and both then stand nearer to the third.
    const step = (30 / (512 * 2 ** 13)) * 360;
    const row = [0, 1, 1.9].map((place, index) => point(`p${index}`, 7.2 + place * step));
    expect(gather(row, 13)).toHaveLength(2);
    expect(gather([...row, point("p3", 7.2 + 1.2 * step)], 13)).toHaveLength(1);
  });

  it("come apart when one is near enough", () => {
    expect(gather(points, 17)).toHaveLength(3);
  });

  it("stay one at the last step only where they are one place, and bring along what is there", () => {
    const found = gather([point("a", 7.2), point("b", 7.2), point("c", 7.2003)], 18);
    expect(found.map(({ count }) => count)).toEqual([2, 1]);
    expect(found[0]!.parts!.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(isOnePlace(found[0]!.parts!)).toBe(true);
    expect(isOnePlace(found)).toBe(false);
  });

  it("are the same groups whatever the order, and count groups of the server", () => {
    expect(gather([...points].reverse(), 13).map(({ id }) => id)).toEqual(gather(points, 13).map(({ id }) => id));
    expect(gather([point("a", 7.2, { count: 5 }), point("b", 7.2)], 13)[0]!.count).toBe(6);
  });
});
