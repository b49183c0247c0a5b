// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Engine } from "./engine";
import { ListTwin } from "./list-twin";
import { PinLayer } from "./pin-layer";
import type { MapPoint } from "./points";
import { Texts } from "./texts";

const TEXTS = new Texts('{"group":"{count} in {place}, öffnen","close":"Schließen","moreInList":"{count} weitere"}');
const point = (id: string, more: Partial<MapPoint> = {}): MapPoint => ({
  id, lon: 7.2, lat: 50.8, tone: "work", title: `Mangel ${id}`, status: "In Arbeit", meta: "Birk", url: `/m/${id}`, count: 1, ...more,
});

let host: HTMLElement;
let layer: PinLayer;
const go = vi.fn();
const events = { chosen: vi.fn(), pointed: vi.fn() };
const engine = {
  project: ({ lon, lat }: { lon: number; lat: number }) => ({ x: (lon - 7.2) * 1000, y: (50.8 - lat) * 1000 }),
  view: () => ({ lon: 7.2, lat: 50.8, zoom: 13 }),
  go,
} as unknown as Engine;
const pin = (name: string): HTMLButtonElement => host.querySelector(`[aria-label^="${name}"]`)!;

beforeEach(() => {
  vi.clearAllMocks();
  document.body.innerHTML = "<div></div><ul><li data-feature='a'>A</li><li data-feature='b'>B</li></ul>";
  host = document.querySelector("div")!;
  Object.defineProperties(host, { clientWidth: { value: 400 }, clientHeight: { value: 300 } });
  layer = new PinLayer(host, () => engine, TEXTS, events);
  layer.show([point("a"), point("b", { lon: 7.3 }), point("far", { lon: 9 })]);
});

describe("pins as buttons", () => {
  it("have the title, the place and the state as their name", () => {
    expect(pin("Mangel a").getAttribute("aria-label")).toBe("Mangel a, Birk, In Arbeit");
  });

  it("outside the window are hidden, and only one takes the Tab key", () => {
    expect(pin("Mangel far").hidden).toBe(true);
    expect(host.querySelectorAll('.nd-mappin[tabindex="0"]')).toHaveLength(1);
  });

  it("open a card with the link behind them and close it again", () => {
    pin("Mangel a").click();
    expect(pin("Mangel a").getAttribute("aria-expanded")).toBe("true");
    expect(pin("Mangel a").nextElementSibling!.querySelector("a")!.getAttribute("href")).toBe("/m/a");
    expect(events.chosen).toHaveBeenLastCalledWith(expect.objectContaining({ id: "a" }));
    pin("Mangel a").click();
    expect(host.querySelector(".nd-mapcard")).toBeNull();
    expect(events.chosen).toHaveBeenLastCalledWith(null);
  });

  it("of a group are called by the number that stands in them", () => {
    layer.show([point("g", { count: 240 }), point("h", { count: 1240, lon: 7.25 })]);
    expect(host.querySelector('[aria-label^="240 in"] text')!.textContent).toBe("240");
    expect(pin("999+: 1240 in").querySelector("text")!.textContent).toBe("999+");
  });

  it("of several things at one place open a card that lists them", () => {
    const parts = Array.from({ length: 10 }, (_, index) => point(`p${index}`));
    layer.show([point("one", { count: 10, title: "Birk", url: "", parts })]);
    pin("10 in Birk").click();
    expect(go).not.toHaveBeenCalled();
    expect([...host.querySelectorAll(".nd-mapcard li a")].map((link) => link.getAttribute("href"))).toContain("/m/p7");
    expect(host.querySelectorAll(".nd-mapcard li")).toHaveLength(8);
    expect(host.querySelector(".nd-mapcard")!.textContent).toContain("2 weitere");
  });

  it("hand the focus on to the nearest when their group comes apart", () => {
    layer.show([point("g", { count: 2 }), point("far", { lon: 7.5 })]);
    pin("2 in").focus();
    layer.show([point("one"), point("two", { lon: 7.25 }), point("far", { lon: 7.5 })]);
    expect(document.activeElement!.getAttribute("aria-label")).toContain("Mangel one");
    expect(host.querySelector('[aria-label^="2 in"]')).toBeNull();
    expect(host.querySelectorAll('.nd-mappin[tabindex="0"]')).toHaveLength(1);
  });

  it("of a group bring the map nearer instead", () => {
    layer.show([point("g", { count: 12, title: "Birk" })]);
    pin("12 in Birk, öffnen").click();
    expect(go).toHaveBeenCalledWith(expect.objectContaining({ zoom: 15 }), true);
    expect(host.querySelector(".nd-mapcard")).toBeNull();
  });

  it("that are no longer there go, the one with the focus only if another one can take it", () => {
    pin("Mangel b").focus();
    layer.show([]);
    expect(pin("Mangel far")).toBeNull();
    expect(document.activeElement).toBe(pin("Mangel b"));
    layer.show([point("a")]);
    expect(document.activeElement).toBe(pin("Mangel a"));
    expect(pin("Mangel b")).toBeNull();
  });

  it("write titles as text, never as markup", () => {
    layer.show([point("x", { title: "<img src=x onerror=alert(1)>" })]);
    pin("<img").click();
    expect(host.querySelector("img")).toBeNull();
  });
});

describe("the list beside the map", () => {
  it("lifts pins by its rows and marks the row of the chosen pin", () => {
    const lift = vi.fn();
    const list = document.querySelector("ul")!;
    const twin = new ListTwin(list, lift);
    list.children[0]!.dispatchEvent(new Event("pointerover", { bubbles: true }));
    expect(lift).toHaveBeenLastCalledWith("a");
    twin.select("b");
    expect(list.children[1]!.classList.contains("nd-row--here")).toBe(true);
    twin.select(null);
    expect(list.querySelector(".nd-row--here")).toBeNull();
  });
});
