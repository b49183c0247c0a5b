// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Everything a person reads comes from the server as one JSON attribute: German or English, never written here.

export class Texts {
  private readonly words: Record<string, string>;

  constructor(json: string | null | undefined) {
    this.words = json ? (JSON.parse(json) as Record<string, string>) : {};
  }

  /** The text of this key with `{name}` replaced. A missing key shows itself, so that a test sees it. */
  get(key: string, values: Record<string, string | number> = {}): string {
    return format(this.words[key] ?? key, values);
  }
}

export function format(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** 87 as "90 m", 640 as "650 m", 2400 as "2,4 km" in the language of the page: no more digits than a device can know. */
export function distance(metres: number, language: string): string {
  if (metres >= 995) {
    const kilometres = new Intl.NumberFormat(language, { maximumFractionDigits: metres < 10_000 ? 1 : 0 });
    return `${kilometres.format(metres / 1000)} km`;
  }
  const step = metres < 100 ? 10 : 50;
  return `${Math.max(step, Math.round(metres / step) * step)} m`;
}

/** The language of the page, for numbers. */
export const pageLanguage = (): string => document.documentElement.lang || "de";
