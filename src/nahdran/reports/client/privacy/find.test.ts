// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { describe, expect, it } from "vitest";
import examples from "../../../../../tests/kit/personal_examples.json";
import ordinary from "../../../../../tests/kit/ordinary_texts.json";
import { findPersonal } from "./find";

describe("findPersonal", () => {
  it.each(examples)("finds what the server finds in: $text", ({ text, found }) => {
    expect(findPersonal(text).map(({ kind, text: inner }) => [kind, inner])).toEqual(found);
  });

  it.each(ordinary)("leaves alone: %s", (text) => {
    expect(findPersonal(text)).toEqual([]);
  });

  it("tells where things stand", () => {
    const text = "Rufen Sie 0171 2345678 an.";
    for (const { start, end, text: inner } of findPersonal(text)) expect(text.slice(start, end)).toBe(inner);
  });
});
