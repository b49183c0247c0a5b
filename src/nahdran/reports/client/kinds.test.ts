// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { beforeEach, describe, expect, it } from "vitest";
import { fits, fold } from "./kinds";

const INSIDE = `
  <form data-kinds-search><input type="search" name="q"></form>
  <p data-kinds-status></p>
  <fieldset data-kinds-hits></fieldset>
  <details data-kinds-group id="licht"><label data-kinds-words="Straßenlampe dunkel Laterne" id="lampe"></label>
    <label data-kinds-words="Mast beschädigt Laterne" id="mast"></label></details>
  <details data-kinds-group id="strasse" open><label data-kinds-words="Schlagloch Loch" id="loch"></label></details>`;

const by = <Kind extends HTMLElement = HTMLElement>(id: string): Kind => document.getElementById(id) as Kind;

function type(text: string): void {
  const input = document.querySelector("input")!;
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

describe("fold", () => {
  it("writes umlauts out as the server does", () => {
    expect(fold("Straße Ölspur Café")).toBe("strasse oelspur cafe");
  });
});

describe("fits", () => {
  it("wants every word to begin a word of the kind", () => {
    expect(fits("later dunk", ["strassenlampe", "dunkel", "laterne"])).toBe(true);
    expect(fits("laterne hell", ["strassenlampe", "dunkel", "laterne"])).toBe(false);
  });

  it("finds longer pieces inside a word, short ones only at its beginning", () => {
    expect(fits("lampe", ["strassenlampe"])).toBe(true);
    expect(fits("lam", ["strassenlampe"])).toBe(false);
  });
});

describe("nd-kinds", () => {
  beforeEach(() => {
    const element = document.createElement("nd-kinds");
    element.innerHTML = INSIDE;
    Object.assign(element.dataset, { none: "nichts", found: "{count} Arten" });
    document.body.replaceChildren(element);
  });

  it("shows the fitting kinds only and opens their group", () => {
    type("mast");
    expect(by("mast").hidden).toBe(false);
    expect(by("lampe").hidden).toBe(true);
    expect(by<HTMLDetailsElement>("licht").open).toBe(true);
    expect(by("strasse").hidden).toBe(true);
    expect(document.querySelector("[data-kinds-status]")!.textContent).toBe("1 Arten");
  });

  it("goes back to what was open when the word is gone", () => {
    type("mast");
    type("");
    expect(by("lampe").hidden).toBe(false);
    expect(by<HTMLDetailsElement>("licht").open).toBe(false);
    expect(by<HTMLDetailsElement>("strasse").open).toBe(true);
    expect(document.querySelector("[data-kinds-status]")!.textContent).toBe("");
  });

  it("says when nothing fits", () => {
    type("xyz");
    expect(document.querySelector("[data-kinds-status]")!.textContent).toBe("nichts");
  });

  it("takes the server's hits away, because it finds them itself", () => {
    expect(document.querySelector("[data-kinds-hits]")).toBeNull();
  });
});
