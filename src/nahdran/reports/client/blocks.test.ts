// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, describe, expect, it } from "vitest";
import "./blocks.ts";
import { inside, moved, resized, spanned } from "./blocks/geometry.ts";

const LIMITS = { width: 600, height: 400 };
const line = (n: number, values: number[] = []): string =>
  `<fieldset data-line><legend>Fläche ${n}</legend>${["x", "y", "breite", "hoehe"].map((name, at) => `<input name="${name}" value="${values[at] ?? ""}">`).join("")}</fieldset>`;
const page = `<nd-blocks data-width="600" data-height="400" data-add="Fläche hinzufügen" data-name="Fläche {n}, {w} mal {h}" data-added="Fläche {n} ist da." data-removed="Fläche entfernt.">
<svg viewBox="0 0 600 400"><g data-blocks></g></svg><p data-help hidden></p><div data-tools hidden></div>
<details data-numbers open><div data-lines>${line(1, [10, 20, 100, 50])}${line(2)}</div></details></nd-blocks>`;

const numbers = (): string[] => [...document.querySelectorAll("[data-line]")].map((one) => [...one.querySelectorAll("input")].map((field) => field.value).join(","));
const rects = (): Element[] => [...document.querySelectorAll("rect")];

function press(rect: Element | undefined, key: string, more: KeyboardEventInit = {}): void {
  rect?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
}

describe("blocks over a photo", () => {
  beforeEach(() => {
    const host = document.createElement("div");
    host.innerHTML = page;
    document.body.replaceChildren(host);
  });

  it("draws what stands in the numbers and names it", () => {
    expect(rects().map((rect) => rect.getAttribute("aria-label"))).toEqual(["Fläche 1, 100 mal 50"]);
    expect(document.querySelector<HTMLElement>("[data-tools]")?.hidden).toBe(false);
  });

  it("moves with the arrows and resizes with Shift", () => {
    press(rects()[0], "ArrowRight");
    press(rects()[0], "ArrowDown", { shiftKey: true });
    press(rects()[0], "ArrowLeft", { altKey: true });
    expect(numbers()[0]).toBe("15,20,100,56");
  });

  it("adds a block in the middle, and a line where there is none left", () => {
    const add = document.querySelector<HTMLButtonElement>("[data-tools] button");
    add?.click();
    add?.click();
    expect(numbers()).toEqual(["10,20,100,50", "250,167,100,67", "250,167,100,67"]);
    expect(document.querySelectorAll("legend")[2]?.textContent).toBe("Fläche 3");
    expect(document.querySelector("[role=status]")?.textContent).toBe("Fläche 3 ist da.");
  });

  it("removes with Entf", () => {
    press(rects()[0], "Delete");
    expect(numbers()).toEqual([",,,", ",,,"]);
    expect(rects()).toEqual([]);
  });

  it("follows numbers that are typed", () => {
    const field = document.querySelector<HTMLInputElement>('[name="breite"]');
    if (field) field.value = "9999";
    field?.dispatchEvent(new Event("input", { bubbles: true }));
    expect(rects()[0]?.getAttribute("width")).toBe("590");
  });
});

describe("geometry", () => {
  it("never leaves the picture", () => {
    expect(moved({ x: 590, y: 0, width: 10, height: 10 }, 50, -5, LIMITS)).toEqual({ x: 590, y: 0, width: 10, height: 10 });
    expect(resized({ x: 590, y: 0, width: 10, height: 10 }, 50, -50, LIMITS)).toEqual({ x: 590, y: 0, width: 10, height: 4 });
    expect(inside({ x: 700, y: 0, width: 10, height: 10 }, LIMITS)).toBeUndefined();
  });

  it("spans between two corners in any direction, and ignores a slip", () => {
    expect(spanned({ x: 50, y: 60 }, { x: 10.4, y: -20 }, LIMITS)).toEqual({ x: 10, y: 0, width: 40, height: 60 });
    expect(spanned({ x: 50, y: 60 }, { x: 52, y: 61 }, LIMITS)).toBeUndefined();
  });
});
