// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Personal data in what is typed, by the rules of `kit/personal.json`: the same as on the server (`nahdran.kit.personal`), tested with the
// same examples.

import data from "../../../kit/personal.json";

export interface Finding {
  kind: string;
  start: number;
  end: number;
  text: string;
}

type Check = (finding: Finding, text: string) => boolean;

const codes = new Set(data.plate_codes.split(" "));
const noNames = new Set(data.no_names.split(" "));
const titles = new Set(data.titles.split(" "));
const addressed = new Set(["Herr", "Herrn", "Frau", "Familie", "Eheleute"]);
const things = new RegExp(data.things);
const phoneWords = new RegExp(data.phone_words);
const day = new RegExp(data.date);
const norms = new RegExp(data.norms);
const places = new RegExp(data.places);

const digits = (text: string): string => text.replace(/[^0-9]/g, "");

/** Check digits of ISO 13616, digit by digit: the whole number is too long for JavaScript. */
function isIban({ text }: Finding): boolean {
  const plain = text.replaceAll(" ", "");
  let rest = 0;
  for (const sign of plain.slice(4) + plain.slice(0, 4)) {
    for (const digit of String(parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

function isPlate({ text }: Finding): boolean {
  const plain = text.toUpperCase();
  const code = /^[A-ZÄÖÜ]+/.exec(plain)?.[0] ?? "";
  return codes.has(code) && !norms.test(plain);
}

function isPhone(finding: Finding, text: string): boolean {
  const before = text.slice(Math.max(0, finding.start - 40), finding.start);
  const count = digits(finding.text).length;
  if (count < 7 || count > 15 || day.test(finding.text)) return false;
  return phoneWords.test(before) || !things.test(before);
}

function isCalled({ text }: Finding): boolean {
  return digits(text).length >= 4 && !data.public_numbers.includes(digits(text));
}

function isName(finding: Finding, text: string): boolean {
  let words = finding.text.split(/\s+/).filter((word) => !word.endsWith("."));
  if (addressed.has(words[0] ?? "")) words = words.slice(1);
  const first = words[0];
  if (first === undefined) return false;
  if (noNames.has(first) && !(titles.has(first) && words.length > 1)) return false;
  const after = text.slice(finding.end, finding.end + 20).replace(/^[ -]+/, "");
  return !(places.test(words.at(-1) ?? "") || new RegExp(`^${data.places}`).test(after));
}

const checks: Record<string, Check> = {
  "": () => true,
  iban: isIban,
  plate: isPlate,
  phone: isPhone,
  called: isCalled,
  name: isName,
};

const rules = data.rules.map(({ kind, pattern, flags, check }) => ({
  kind,
  pattern: new RegExp(pattern, `g${flags}`),
  check: checks[check] ?? ((): boolean => false),
}));

/** Everything in `text` that looks like personal data, in its order; two findings never overlap. */
export function findPersonal(text: string): Finding[] {
  const taken: Finding[] = [];
  for (const { kind, pattern, check } of rules) {
    for (const match of text.matchAll(pattern)) {
      const whole = match[0];
      const group = match[1] ?? whole;
      const start = match.index + whole.length - group.length;
      const inner = group.trimEnd();
      const finding = { kind, start, end: start + inner.length, text: inner };
      const overlaps = taken.some((other) => finding.start < other.end && other.start < finding.end);
      if (!overlaps && check(finding, text)) taken.push(finding);
    }
  }
  return taken.sort((one, other) => one.start - other.start);
}
