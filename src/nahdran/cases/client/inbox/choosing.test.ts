// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { afterEach, beforeEach, expect, it } from "vitest";
import { choosing } from "./choosing.ts";

const boxes = () => [...document.querySelectorAll<HTMLInputElement>("[name=case]")];
const all = () => document.querySelector<HTMLInputElement>("[data-check-all]")!;
const line = () => document.querySelector("[data-chosen]")!.textContent;

beforeEach(() => {
  document.body.innerHTML = `<table><tr><td><input type="checkbox" data-check-all hidden></td></tr>
<tr><td><input type="checkbox" name="case" value="a"></td></tr><tr><td><input type="checkbox" name="case" value="b"></td></tr></table>
<span data-chosen data-none="Nichts" data-one="1 ausgewählt" data-many="# ausgewählt"></span>`;
  choosing(document);
});

afterEach(() => {
  document.body.innerHTML = "";
});

it("says how many are chosen", () => {
  expect(line()).toBe("Nichts");
  boxes()[0]!.click();
  expect(line()).toBe("1 ausgewählt");
  expect(all().indeterminate).toBe(true);
  expect(boxes()[0]!.closest("tr")!.hasAttribute("data-chosen-row")).toBe(true);
});

it("chooses all of the page with one box, and none with the same", () => {
  expect(all().hidden).toBe(false);
  all().click();
  expect(boxes().every((box) => box.checked)).toBe(true);
  expect(line()).toBe("2 ausgewählt");
  all().click();
  expect(line()).toBe("Nichts");
});

it("does nothing where nothing can be chosen", () => {
  document.body.innerHTML = "<table></table>";
  expect(() => choosing(document)).not.toThrow();
});
