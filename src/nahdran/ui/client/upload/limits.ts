// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** What may be chosen: kinds as in the `accept` attribute, and sizes in words. */

export interface Limits {
  accept: string;
  maxMb: number;
}

/** Why a file does not fit, or nothing. */
export function fits(file: File, limits: Limits): "type" | "size" | null {
  const kinds = limits.accept.split(",").map((kind) => kind.trim().toLowerCase()).filter(Boolean);
  if (kinds.length && !kinds.some((kind) => matches(file, kind))) return "type";
  return file.size > limits.maxMb * 1_000_000 ? "size" : null;
}

function matches(file: File, kind: string): boolean {
  const name = file.name.toLowerCase();
  if (kind.startsWith(".")) return name.endsWith(kind);
  // Browsers that do not know HEIC give it no type at all; the server looks at the content.
  if (kind === "image/*") return file.type.startsWith("image/") || /\.hei[cf]$/.test(name);
  return kind.endsWith("/*") ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind;
}

/** "3,2 MB" in the language of the page. */
export function readableSize(bytes: number, language = document.documentElement.lang || "de"): string {
  const [value, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, "MB"] : [Math.max(1, Math.round(bytes / 1000)), "KB"];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value as number)} ${unit}`;
}
