// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { distance, format, Texts } from "./texts";

describe("texts", () => {
  it("fill in what is known and keep the rest", () => {
    expect(format("Ortsteil {district}. {here}", { district: "Birk" })).toBe("Ortsteil Birk. {here}");
  });

  it("show the key where a text is missing", () => {
    expect(new Texts('{"close":"Schließen"}').get("close")).toBe("Schließen");
    expect(new Texts(undefined).get("close")).toBe("close");
  });
});

describe("distances", () => {
  it.each([[3, "10 m"], [87, "90 m"], [120, "100 m"], [640, "650 m"], [2430, "2,4 km"], [25_300, "25 km"]])(
    "%d metres are %s",
    (metres, text) => expect(distance(metres, "de")).toBe(text),
  );

  it("follow the language", () => {
    expect(distance(2430, "en")).toBe("2.4 km");
  });
});
