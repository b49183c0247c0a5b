// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Pins as small drawings: the shape for "here", the sign inside for the state, so that colour is never the only message.

const SVG = "http://www.w3.org/2000/svg";

export const TONES = ["new", "work", "ask", "done", "stop", "idea", "place"] as const;
export type Tone = (typeof TONES)[number];

const BODY = "M0 0C-3-7-15-14-15-27a15 15 0 0 1 30 0C15-14 3-7 0 0z";
const GLYPHS: Partial<Record<Tone, string>> = {
  work: "M-6-27h.01M0-27h.01M6-27h.01",
  done: "m-6-27 4.2 4.2L6-31",
  stop: "m-4.5-31.5 9 9m0-9-9 9",
  ask: "M-4-29.5a4 4 0 1 1 5.6 3.7c-1.1.5-1.6 1.1-1.6 2.3M0-19.3v.1",
  idea: "M-2.5-20.5h5M0-35a6.5 6.5 0 0 0-3.5 12h7A6.5 6.5 0 0 0 0-35z",
};
// More than this does not fit into a pin. Whoever steers by voice says what stands there, so the name of the pin begins with it.
const LARGEST_NUMBER = 999;

/** What stands in the pin of a group. */
export const drawnNumber = (count: number): string => (count > LARGEST_NUMBER ? `${LARGEST_NUMBER}+` : String(count));

/** A tone of the status badges is one of the pins too; "answer" asks, everything unknown is new. */
export const toTone = (value: unknown): Tone => (value === "answer" ? "ask" : (TONES.find((tone) => tone === value) ?? "new"));

function shape(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** The tip of the pin is at the middle of the lower edge. */
export function drawPin(tone: Tone, count = 1): SVGElement {
  const svg = shape("svg", { class: `nd-pin nd-pin--${tone}`, viewBox: "-18 -45 36 46", "aria-hidden": "true", focusable: "false" });
  svg.append(shape("path", { class: "nd-pin__body", d: BODY }), sign(tone, count));
  return svg;
}

function sign(tone: Tone, count: number): SVGElement {
  if (count > 1) {
    const number = shape("text", { class: "nd-pin__num", y: "-21" });
    number.textContent = drawnNumber(count);
    if (number.textContent.length > 2) number.classList.add(count > LARGEST_NUMBER ? "nd-pin__num--xs" : "nd-pin__num--s");
    return number;
  }
  const glyph = GLYPHS[tone];
  return glyph ? shape("path", { class: "nd-pin__glyph", d: glyph }) : shape("circle", { class: "nd-pin__dot", cy: "-27", r: "4.5" });
}
