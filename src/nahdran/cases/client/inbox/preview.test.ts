// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Preview } from "./preview.ts";

customElements.define("nd-preview", Preview);

let isWide = true;
let asked: string[] = [];

function open(): HTMLElement {
  const holder = document.createElement("div");
  holder.innerHTML = `<nd-preview><div><table><tbody><tr id="a" data-preview="/a/"></tr><tr id="b" data-preview="/b/"></tr></tbody></table></div><aside hidden>Hinweis</aside></nd-preview>`;
  document.body.append(holder);
  return holder.querySelector("aside")!;
}

const focus = (id: string) => document.getElementById(id)!.dispatchEvent(new CustomEvent("nd-row", { bubbles: true }));

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  isWide = true;
  vi.stubGlobal("matchMedia", () => ({ get matches() { return isWide; } }));
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    return new Response(`<p>Vorschau ${address}</p>`);
  });
});

afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
});

it("shows the row in focus and asks only for the one somebody stays at", async () => {
  const aside = open();
  expect(aside.hidden).toBe(false);
  focus("a");
  await vi.advanceTimersByTimeAsync(100);
  focus("b");
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toEqual(["/b/"]);
  expect(aside.textContent).toBe("Vorschau /b/");
});

it("asks for nothing where there is no room", async () => {
  isWide = false;
  open();
  focus("a");
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toEqual([]);
});
