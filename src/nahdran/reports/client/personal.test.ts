// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import "./personal";

const PAGE = `<textarea id="id_text"></textarea>
<nd-personal for="id_text" data-phone="Telefonnummer"><div data-personal-box hidden><ul data-personal-list></ul></div></nd-personal>`;

function type(text: string): void {
  const field = document.querySelector("textarea");
  if (!field) throw new Error("no field");
  field.value = text;
  field.dispatchEvent(new Event("input"));
  vi.advanceTimersByTime(600);
}

const box = (): HTMLElement | null => document.querySelector("[data-personal-box]");

describe("nd-personal", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    document.body.innerHTML = PAGE;
  });
  afterEach(() => {
    vi.useRealTimers();
    document.body.innerHTML = "";
  });

  it("says nothing about ordinary words", () => {
    type("Die Laterne vor Hauptstraße 71 ist aus.");
    expect(box()?.hidden).toBe(true);
  });

  it("names what it has found, each thing once", () => {
    type("Rufen Sie 0171 2345678 an, ja, 0171 2345678.");
    expect(box()?.hidden).toBe(false);
    expect(box()?.textContent).toBe("Telefonnummer: 0171 2345678");
  });

  it("goes away when the text is changed", () => {
    type("0171 2345678");
    type("Laterne aus");
    expect(box()?.hidden).toBe(true);
  });

  it("writes what was typed as text and never as markup", () => {
    type("Herr <img src=x onerror=alert(1)> 0171 2345678");
    expect(document.querySelector("img")).toBeNull();
  });
});
