// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { describe, expect, it } from "vitest";
import { wayOf } from "./plan.ts";
import type { Plan } from "./plan.ts";

const HERE = "https://stadt.example";
const PLAN: Plan = {
  version: "1",
  build: "b",
  pages: ["/offline/", "/maengel/neu/unterwegs/", "/arbeitsplatz/unterwegs/"],
  offline: "/offline/",
  files: ["/static/a.js", "/farben.css?v=1"],
  pictures: ["/karte/bild.svg?v=1"],
  data: ["/arten.json"],
  insteadOf: [["/maengel/neu/", "/maengel/neu/unterwegs/"]],
  untouched: ["/arbeitsplatz/", "/redaktion/"],
  queues: [],
};

const way = (path: string, { method = "GET", mode = "navigate", origin = HERE } = {}) => wayOf({ method, mode, url: origin + path }, PLAN, HERE);

describe("the worker", () => {
  it("keeps the pages that are named, whatever stands behind the question mark", () => {
    expect(way("/maengel/neu/unterwegs/?x=1")).toEqual({ kind: "page", path: "/maengel/neu/unterwegs/" });
  });

  it("leads from the form to the form without a network, from all else to the page that says so", () => {
    expect(way("/maengel/neu/foto/")).toEqual({ kind: "visit", instead: "/maengel/neu/unterwegs/" });
    expect(way("/anliegen/LOH-2026-1/")).toEqual({ kind: "visit", instead: "/offline/" });
  });

  it.each(["/arbeitsplatz/eingang/", "/redaktion/", "/arbeitsplatz/vorgang/LOH-1/"])("leaves %s to the browser", (path) => {
    expect(way(path)).toEqual({ kind: "leave" });
  });

  it("keeps a page of the desk only where it is named", () => {
    expect(way("/arbeitsplatz/unterwegs/")).toEqual({ kind: "page", path: "/arbeitsplatz/unterwegs/" });
  });

  it.each([
    ["a form that is sent", "/maengel/neu/unterwegs/", { method: "POST" }],
    ["another origin", "/static/a.js", { mode: "cors", origin: "https://anders.example" }],
    ["a file it does not know", "/static/b.js", { mode: "no-cors" }],
    ["a page that is only read by a script", "/maengel/neu/unterwegs/", { mode: "cors" }],
    ["personal data", "/konto/daten/", { mode: "cors" }],
    ["a picture with other numbers", "/karte/bild.svg?v=2", { mode: "no-cors" }],
  ])("leaves %s alone", (_name, path, how) => {
    expect(way(path, how)).toEqual({ kind: "leave" });
  });

  it("knows what never changes and what may", () => {
    expect(way("/farben.css?v=1", { mode: "no-cors" })).toEqual({ kind: "kept" });
    expect(way("/karte/bild.svg?v=1", { mode: "no-cors" })).toEqual({ kind: "kept" });
    expect(way("/arten.json", { mode: "cors" })).toEqual({ kind: "newest" });
  });
});
