// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { drafts } from "./drafts.ts";

const FORM = `
  <form data-draft="melden">
    <input name="street"><textarea name="text"></textarea>
    <input type="password" name="word"><input name="access_code"><input type="hidden" name="csrf" value="t"><input name="plain" data-no-draft>
    <select name="place"><option value=""></option><option value="birk">Birk</option></select>
    <input type="radio" name="way" value="mail"><input type="radio" name="way" value="post">
    <input type="checkbox" name="news" value="a"><input type="checkbox" name="news" value="b">
    <p data-draft-note data-saved="gesichert" data-restored="wieder da" hidden><span data-words></span><button type="button" data-draft-discard>x</button></p>
  </form>`;
const KEY = "nd-draft:melden";

function page(html: string): void {
  document.body.innerHTML = html;
  drafts(document);
}

function field(name: string): HTMLInputElement {
  return document.querySelector<HTMLInputElement>(`[name="${name}"]`)!;
}

function type(name: string, value: string): void {
  field(name).value = value;
  field(name).dispatchEvent(new Event("input", { bubbles: true }));
}

function note(): HTMLElement {
  return document.querySelector<HTMLElement>("[data-draft-note]")!;
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-16T12:00:00Z") });
  localStorage.clear();
});
afterEach(() => vi.useRealTimers());

describe("a draft", () => {
  it("keeps what is typed and says so", () => {
    page(FORM);
    type("street", "Hauptstraße 71");
    expect(note().hidden).toBe(true);
    vi.advanceTimersByTime(500);
    expect(JSON.parse(localStorage.getItem(KEY)!).values.street).toEqual(["Hauptstraße 71"]);
    expect(note().hidden).toBe(false);
    expect(note().textContent).toContain("gesichert");
  });

  it("never keeps passwords, codes, hidden fields and what is marked", () => {
    page(FORM);
    for (const name of ["word", "access_code", "plain"]) type(name, "geheim");
    type("street", "x");
    vi.advanceTimersByTime(500);
    expect(localStorage.getItem(KEY)).not.toContain("geheim");
    expect(localStorage.getItem(KEY)).not.toContain("csrf");
  });

  it("comes back after a return, choices included", () => {
    page(FORM);
    type("street", "Hauptstraße 71");
    field("place").value = "birk";
    document.querySelector<HTMLInputElement>('[value="post"]')!.checked = true;
    document.querySelector<HTMLInputElement>('[value="b"]')!.checked = true;
    type("text", "Die Lampe ist aus");
    vi.advanceTimersByTime(500);
    page(FORM);
    expect(field("street").value).toBe("Hauptstraße 71");
    expect(field("text").value).toBe("Die Lampe ist aus");
    expect(field("place").value).toBe("birk");
    expect(document.querySelector<HTMLInputElement>('[value="post"]')!.checked).toBe(true);
    expect(document.querySelector<HTMLInputElement>('[value="mail"]')!.checked).toBe(false);
    expect(document.querySelector<HTMLInputElement>('[value="b"]')!.checked).toBe(true);
    expect(note().textContent).toContain("wieder da");
  });

  it("gives way to what the server has filled in", () => {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), values: { street: ["alt"], text: ["Entwurf"] } }));
    page(FORM.replace('name="street"', 'name="street" value="vom Server"'));
    expect(field("street").value).toBe("vom Server");
    expect(field("text").value).toBe("Entwurf");
  });

  it("is forgotten by the thank-you page", () => {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), values: { street: ["x"] } }));
    page('<p data-draft-done="melden">Danke</p>');
    expect(localStorage.getItem(KEY)).toBeNull();
  });

  it("ends after a week", () => {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now() - 8 * 24 * 3600 * 1000, values: { street: ["x"] } }));
    page(FORM);
    expect(field("street").value).toBe("");
    expect(localStorage.getItem(KEY)).toBeNull();
  });

  it("is thrown away on request", () => {
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), values: { street: ["x"] } }));
    page(FORM);
    document.querySelector<HTMLElement>("[data-draft-discard]")!.click();
    expect(localStorage.getItem(KEY)).toBeNull();
    expect(note().hidden).toBe(true);
  });

  it("is kept when the page is left in the middle of a word", () => {
    page(FORM);
    type("street", "Haupt");
    window.dispatchEvent(new Event("pagehide"));
    expect(JSON.parse(localStorage.getItem(KEY)!).values.street).toEqual(["Haupt"]);
  });

  it("survives rubbish on the shelf", () => {
    localStorage.setItem(KEY, "{kaputt");
    page(FORM);
    expect(localStorage.getItem(KEY)).toBeNull();
  });

  it("claims nothing when the device is full", () => {
    const full = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    vi.stubGlobal("localStorage", { getItem: () => null, setItem: full, removeItem: () => undefined });
    page(FORM);
    type("street", "x");
    vi.advanceTimersByTime(500);
    expect(note().hidden).toBe(true);
    vi.unstubAllGlobals();
  });
});
