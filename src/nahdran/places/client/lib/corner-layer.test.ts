// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, describe, expect, it, vi } from "vitest";
import { CornerLayer } from "./corner-layer";
import type { Engine } from "./engine";
import type { Position } from "./mercator";
import { Texts } from "./texts";

const TEXTS = new Texts('{"corner":"Ecke {number} von {count}"}');
const CORNERS: Position[] = [{ lon: 7.2, lat: 50.8 }, { lon: 7.3, lat: 50.8 }, { lon: 7.3, lat: 50.9 }];
const engine = {
  project: ({ lon, lat }: Position) => ({ x: (lon - 7.2) * 1000, y: (50.9 - lat) * 1000 }),
  view: () => ({ lon: 7.2, lat: 50.8, zoom: 13 }),
} as unknown as Engine;
const events = { moved: vi.fn(), removed: vi.fn() };
let host: HTMLElement;
let shape: SVGElement;
let layer: CornerLayer;

const press = (index: number, key: string, more: KeyboardEventInit = {}): void => {
  host.children[index]!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
};

beforeEach(() => {
  vi.clearAllMocks();
  document.body.innerHTML = "<div></div><svg><polygon></polygon></svg>";
  host = document.querySelector("div")!;
  shape = document.querySelector("polygon") as unknown as SVGElement;
  layer = new CornerLayer(host, shape, () => engine, TEXTS, events);
  layer.show(CORNERS);
});

describe("corners as buttons", () => {
  it("are numbered and joined by a line", () => {
    expect([...host.children].map((child) => child.getAttribute("aria-label"))).toEqual(["Ecke 1 von 3", "Ecke 2 von 3", "Ecke 3 von 3"]);
    expect(shape.getAttribute("points")).toBe("0.0,100.0 100.0,100.0 100.0,0.0");
  });

  it("are moved by arrow keys, less far with Shift", () => {
    press(1, "ArrowRight");
    const [index, far] = events.moved.mock.calls[0] as [number, Position];
    press(1, "ArrowRight", { shiftKey: true });
    const [, near] = events.moved.mock.calls[1] as [number, Position];
    expect(index).toBe(1);
    expect(far.lon).toBeGreaterThan(near.lon);
    expect(near.lon).toBeGreaterThan(7.3);
    expect(far.lat).toBeCloseTo(50.8, 9);
  });

  it("are deleted by key, and keys of the browser stay with the browser", () => {
    press(0, "Delete");
    press(0, "ArrowRight", { ctrlKey: true });
    expect(events.removed).toHaveBeenCalledWith(0);
    expect(events.moved).not.toHaveBeenCalled();
  });

  it("go when there are fewer", () => {
    layer.show(CORNERS.slice(0, 1));
    expect(host.children).toHaveLength(1);
    expect(host.children[0]!.getAttribute("aria-label")).toBe("Ecke 1 von 1");
  });
});
