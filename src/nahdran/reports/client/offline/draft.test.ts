// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { beforeEach, describe, expect, it } from "vitest";
import { isInside, kindOf } from "./catalogue.ts";
import type { Catalogue, Kind } from "./catalogue.ts";
import { DetailsStep } from "./details.ts";
import { ago, mark } from "./dom.ts";
import { emptyReport, isEmpty, missing, stepOf } from "./draft.ts";

const LAMP: Kind = {
  key: "lampe",
  name: "Straßenlampe dunkel",
  description: "",
  hint: "",
  icon: "lamp",
  words: "Laterne",
  photo: false,
  contact: false,
  atOnce: false,
  fields: "",
  required: [],
};
const CATALOGUE: Catalogue = {
  version: "1",
  groups: [{ name: "Licht", icon: "lamp", kinds: [LAMP] }],
  outline: [
    [
      [7, 50],
      [8, 50],
      [8, 51],
      [7, 51],
      [7, 50],
    ],
  ],
  outside: "",
};

const report = (changes = {}) => ({ ...emptyReport(), category: "lampe", text: "dunkel", place: { ...emptyReport().place, words: "Hauptstraße 7" }, ...changes });
const fieldsOf = (data = report(), kind: Kind | null = LAMP, photos = 0) => missing(data, kind, photos).map(({ field }) => field);

describe("what a report still needs", () => {
  it("is nothing where place, kind and words are there", () => {
    expect(fieldsOf()).toEqual([]);
  });

  it("is listed in the order of the steps", () => {
    const strict = { ...LAMP, photo: true, contact: true, required: ["frage-mast"] };
    expect(fieldsOf(emptyReport(), strict)).toEqual(["photos", "place", "frage-mast", "text", "email"]);
    expect(fieldsOf(emptyReport(), null)).toEqual(["place", "category", "text"]);
  });

  it("takes a photo for words, and a point for an address", () => {
    const place = { ...emptyReport().place, lon: 7.2, lat: 50.8 };
    expect(fieldsOf(report({ text: " ", place }), LAMP, 1)).toEqual([]);
  });

  it("takes the number on a mast for a place, also where drafts from before have none", () => {
    const place = { ...emptyReport().place, asset: " 4711 " };
    expect(fieldsOf(report({ place }))).toEqual([]);
    const { asset: _asset, ...old } = emptyReport().place;
    expect(fieldsOf(report({ place: old }))).toEqual(["place"]);
  });

  it("is kept with nothing but a number", () => {
    expect(isEmpty({ ...emptyReport(), place: { ...emptyReport().place, asset: "4711" } }, 0)).toBe(false);
  });

  it.each([
    ["", ["frage-mast"]],
    [[], ["frage-mast"]],
    ["4711", []],
    [["a"], []],
  ])("takes %j for an answer or not", (answer, expected) => {
    expect(fieldsOf(report({ answers: { mast: answer } }), { ...LAMP, required: ["frage-mast"] })).toEqual(expected);
  });

  it("leads to the step of the field", () => {
    expect(["photos", "place", "category", "text", "frage-mast"].map(stepOf)).toEqual(["foto", "ort", "art", "angaben", "angaben"]);
  });
});

describe("a page that was only looked at", () => {
  it("leaves no draft", () => {
    expect(isEmpty(emptyReport(), 0)).toBe(true);
    expect(isEmpty(emptyReport(), 1)).toBe(false);
    expect(isEmpty({ ...emptyReport(), text: "x" }, 0)).toBe(false);
  });
});

describe("the list of kinds", () => {
  it("finds a kind by its key", () => {
    expect(kindOf(CATALOGUE, "lampe")).toBe(LAMP);
    expect(kindOf(CATALOGUE, "gibt-es-nicht")).toBeNull();
    expect(kindOf(null, "lampe")).toBeNull();
  });

  it("knows roughly where the town ends, and doubts nothing without an outline", () => {
    expect(isInside(CATALOGUE.outline, 7.5, 50.5)).toBe(true);
    expect(isInside(CATALOGUE.outline, 8.5, 50.5)).toBe(false);
    expect(isInside([], 8.5, 50.5)).toBe(true);
  });
});

describe("the fields of a kind", () => {
  let step: DetailsStep;
  const fields =
    '<div class="kern-form-input"><label for="m">Welche Nummer?</label><input id="m" name="frage-mast"></div>' +
    '<fieldset class="kern-fieldset"><legend>Kabel?<span> x</span></legend><input type="radio" name="frage-kabel" value="yes" id="k1"><label for="k1">Ja</label><input type="radio" name="frage-kabel" value="no" id="k2"><label for="k2">Nein</label></fieldset>' +
    '<fieldset class="kern-fieldset"><legend>Farben</legend><input type="checkbox" name="frage-farbe" value="rot" id="f1"><label for="f1">Rot</label><input type="checkbox" name="frage-farbe" value="blau" id="f2"><label for="f2">Blau</label></fieldset>';
  const kind = { ...LAMP, fields, hint: "Vorsicht" };

  beforeEach(() => {
    document.body.innerHTML = `<section><h1 data-kind-name></h1><div data-kind-hint><p data-kind-hint-text></p></div><div data-questions></div>
      <span data-contact-free></span><span data-contact-needed></span>${["text", "name", "email", "phone", "website"].map((name) => `<input name="${name}">`).join("")}</section>`;
    step = new DetailsStep(document.querySelector("section")!);
  });

  it("come back as they were left", () => {
    const answers = { mast: "4711", kabel: "no", farbe: ["blau"] };
    step.load({ ...emptyReport(), text: "dunkel", answers }, kind);

    expect(step.read(emptyReport())).toMatchObject({ text: "dunkel", answers });
    expect(step.answered()).toEqual([
      ["Welche Nummer?", "4711"],
      ["Kabel?", "Nein"],
      ["Farben", "Blau"],
    ]);
    expect(document.querySelector("[data-kind-hint-text]")!.textContent).toBe("Vorsicht");
  });

  it("keep what was answered for another kind", () => {
    step.load(emptyReport(), LAMP);
    expect(step.read({ ...emptyReport(), answers: { anderes: "ja" } }).answers).toEqual({ anderes: "ja" });
  });
});

describe("an error", () => {
  it("is tied to its field, replaced and taken away again", () => {
    document.body.innerHTML = '<div class="kern-form-input"><input id="a" aria-describedby="a_hint"></div>';
    const [field, input] = [document.querySelector<HTMLElement>("div")!, document.querySelector("input")!];

    mark(field, "fehlt");
    mark(field, "fehlt noch");
    expect(field.querySelectorAll(".kern-error")).toHaveLength(1);
    expect([input.getAttribute("aria-describedby"), input.getAttribute("aria-invalid")]).toEqual(["a_hint a_error", "true"]);

    mark(field, "");
    expect(field.querySelector(".kern-error")).toBeNull();
    expect([input.getAttribute("aria-describedby"), input.getAttribute("aria-invalid")]).toEqual(["a_hint", null]);
  });
});

describe("the age of a draft", () => {
  it.each([
    [0, "justNow"],
    [-5 * 60_000, "vor 5 Minuten"],
    [-3 * 3_600_000, "vor 3 Stunden"],
    [-86_400_000, "gestern"],
    [15 * 60_000, "in 15 Minuten"],
  ])("of %d ms is said in words", (shift, words) => {
    document.documentElement.lang = "de";
    expect(ago(1_000_000_000 + shift, 1_000_000_000, (key) => key)).toBe(words);
  });
});
