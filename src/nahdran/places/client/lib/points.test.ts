// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { drawPin, toTone } from "./pins";
import { pointsAddress, readPoints } from "./points";

const feature = (properties: object, coordinates: unknown = [7.2, 50.8], id: unknown = "LOH-1") => ({
  type: "Feature", id, geometry: { type: "Point", coordinates }, properties,
});

describe("points from the server", () => {
  it("keep filters and get the visible part", () => {
    const address = new URL(pointsAddress("/maengel/karte.geojson?stand=offen", [7.1, 50.8, 7.3, 50.9], 13.6));
    expect(address.searchParams.get("stand")).toBe("offen");
    expect(address.searchParams.get("bbox")).toBe("7.10000,50.80000,7.30000,50.90000");
    expect(address.searchParams.get("zoom")).toBe("14");
  });

  it("are read with tone, texts and count", () => {
    const [point] = readPoints({ features: [feature({ tone: "work", title: "Lampe", status: "In Arbeit", url: "/x", count: 3 })] });
    expect(point).toMatchObject({ id: "LOH-1", lon: 7.2, tone: "work", title: "Lampe", status: "In Arbeit", meta: "", url: "/x", count: 3 });
  });

  it("without a position are left out, with an unknown tone are new", () => {
    expect(readPoints({ features: [feature({}, null), feature({ tone: "pink" }), feature({}, ["7", "50"])] })).toHaveLength(1);
    expect(toTone("pink")).toBe("new");
    expect(readPoints({})).toEqual([]);
  });
});

describe("pins", () => {
  it("carry a sign beside their colour", () => {
    expect(drawPin("done").querySelector(".nd-pin__glyph")).not.toBeNull();
    expect(drawPin("new").querySelector(".nd-pin__dot")).not.toBeNull();
  });

  it("of a group carry its number, a large one shortened", () => {
    expect(drawPin("work", 3).textContent).toBe("3");
    expect(drawPin("work", 240).textContent).toBe("240");
    expect(drawPin("work", 1240).textContent).toBe("999+");
  });
});
