// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// What a report on the device is made of, and what it still needs. Pure, so that it is tested without a page; the last word has the server.

import type { Entry } from "../../../pwa/client/lib/entries.ts";
import type { Kind } from "./catalogue.ts";

export const QUEUE = "reports";
export const STEPS = ["foto", "ort", "art", "angaben", "pruefen"] as const;
export type Step = (typeof STEPS)[number] | "gesendet";

export interface Place {
  lon: number | null;
  lat: number | null;
  source: "" | "position" | "map" | "address";
  /** In metres, of the own position. */
  accuracy: number | null;
  words: string;
  note: string;
  /** The number on the lamp or bench. Drafts from before it was asked for have none. */
  asset?: string;
}

export interface ReportData {
  category: string;
  place: Place;
  text: string;
  name: string;
  email: string;
  phone: string;
  website: string;
  /** By the key of the question; several answers as a list. */
  answers: Record<string, string | string[]>;
}

export type Report = Entry<ReportData>;

export const emptyReport = (): ReportData => ({
  category: "",
  place: { lon: null, lat: null, source: "", accuracy: null, words: "", note: "", asset: "" },
  text: "",
  name: "",
  email: "",
  phone: "",
  website: "",
  answers: {},
});

/** Nothing worth keeping: a page that was only looked at leaves no draft. */
export function isEmpty(data: ReportData, photos: number): boolean {
  const { place } = data;
  const words = [data.category, data.text, data.name, data.email, data.phone, place.words, place.note, place.asset ?? ""];
  return photos === 0 && place.lon === null && words.every((word) => word.trim() === "");
}

export interface Missing {
  field: string;
  /** The key of the sentence. */
  words: string;
  step: Step;
}

const PREFIX = "frage-";

/** What has to be there before it is sent, in the order of the steps. `kind` is null where the list of kinds is not there yet. */
export function missing(data: ReportData, kind: Kind | null, photos: number): Missing[] {
  const found: Missing[] = [];
  const need = (isMissing: boolean, field: string, words: string, step: Step): void => {
    if (isMissing) found.push({ field, words, step });
  };
  need(kind?.photo === true && photos === 0, "photos", "needsPhoto", "foto");
  need(data.place.lon === null && data.place.words.trim() === "" && !data.place.asset?.trim(), "place", "needsPlace", "ort");
  need(kind === null, "category", "needsCategory", "art");
  for (const name of kind?.required ?? []) {
    const answer = data.answers[name.slice(PREFIX.length)];
    need(answer === undefined || answer.length === 0, name, "needsAnswer", "angaben");
  }
  need(photos === 0 && data.text.trim() === "", "text", "needsText", "angaben");
  need(kind?.contact === true && data.email.trim() === "", "email", "needsEmail", "angaben");
  return found;
}

/** Where the field of an answer of the server stands. */
export function stepOf(field: string): Step {
  if (field === "photos") return "foto";
  if (field === "place") return "ort";
  return field === "category" ? "art" : "angaben";
}
