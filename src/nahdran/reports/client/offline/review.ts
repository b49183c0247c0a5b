// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The last look before sending, and what became of it afterwards.

import type { Entry } from "../../../pwa/client/lib/entries.ts";
import type { Kind } from "./catalogue.ts";
import { part, parts, show } from "./dom.ts";
import type { Say } from "./dom.ts";
import type { ReportData } from "./draft.ts";

export interface Looked {
  data: ReportData;
  kind: Kind | null;
  place: string;
  answers: [string, string][];
  pictures: string[];
}

export function drawReview(root: HTMLElement, say: Say, { data, kind, place, answers, pictures }: Looked): void {
  part(root, "review-photos").replaceChildren(...pictures.map(picture));
  show(part(root, "review-no-photo"), pictures.length === 0);
  lines(part(root, "review-place"), place);
  part(root, "review-kind").textContent = kind?.name ?? say("noKind");
  part(root, "review-answers").replaceChildren(...answers.flatMap(([label, words]) => [text("dt", label), text("dd", words)]));
  lines(part(root, "review-text"), data.text.trim() || say("noText"));
  lines(part(root, "review-contact"), [data.name, data.email, data.phone].filter((word) => word.trim()).join("\n") || say("anonymous"));
  show(part(root, "at-once"), kind?.atOnce === true);
  show(part(root, "after-look"), kind?.atOnce !== true);
}

/** Waiting, on its way, arrived, or given back. */
export function drawDone(root: HTMLElement, entry: Entry, correct: string): void {
  for (const when of parts(root, "when")) show(when, when.dataset["when"] === entry.state);
  const { receipt } = entry;
  part(root, "reference").textContent = receipt?.reference ?? "";
  show(part(root, "reference-part"), Boolean(receipt?.reference));
  part(root, "code").textContent = receipt?.code ?? "";
  show(part(root, "code-part"), Boolean(receipt?.code));
  part(root, "notes").replaceChildren(...(receipt?.notes ?? []).map((note) => text("li", note)));
  show(part(root, "too-late"), receipt?.isEarlier === true && entry.edited);
  const similar = receipt?.similar ?? [];
  show(part(root, "similar"), similar.length > 0);
  part(root, "similar-list").replaceChildren(...similar.map(({ label, link }) => linkItem(label, link)));
  part(root, "gesendet-problem").textContent = entry.problem?.message ?? "";
  const link = part<HTMLAnchorElement>(root, "status-link");
  show(link, Boolean(receipt));
  link.href = receipt?.link ?? "#";
  const change = part<HTMLAnchorElement>(root, "correct");
  show(change, entry.state === "refused");
  change.href = correct;
}

function picture(address: string): HTMLElement {
  const frame = document.createElement("div");
  frame.className = "nd-photo";
  frame.append(Object.assign(document.createElement("img"), { src: address, alt: "" }));
  return frame;
}

function linkItem(label: string, href: string): HTMLElement {
  const item = document.createElement("li");
  item.append(Object.assign(document.createElement("a"), { href, textContent: label }));
  return item;
}

function text(name: string, words: string): HTMLElement {
  return Object.assign(document.createElement(name), { textContent: words });
}

/** Keeps the lines that somebody wrote. */
function lines(element: HTMLElement, words: string): void {
  element.replaceChildren(...words.split("\n").flatMap((line, index) => (index ? [document.createElement("br"), line] : [line])));
}
