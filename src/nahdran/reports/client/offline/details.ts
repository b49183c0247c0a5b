// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The kind's own questions, the text and the contact: fields of the page on one side, what is kept on the other.

import type { Kind } from "./catalogue.ts";
import { part, show } from "./dom.ts";
import type { ReportData } from "./draft.ts";

const PREFIX = "frage-";
const WORDS = ["text", "name", "email", "phone", "website"] as const;

export class DetailsStep {
  private kind: Kind | null = null;

  constructor(private readonly root: HTMLElement) {}

  load(data: ReportData, kind: Kind | null): void {
    this.showKind(kind);
    for (const name of WORDS) this.field(name).value = data[name];
    for (const input of this.answers()) {
      const answer = data.answers[input.name.slice(PREFIX.length)];
      if (isTick(input)) input.checked = Array.isArray(answer) ? answer.includes(input.value) : answer === input.value;
      else input.value = typeof answer === "string" ? answer : "";
    }
  }

  /** What stands in the fields. Answers to questions of another kind are kept as they are: perhaps the person changes back. */
  read(data: ReportData): ReportData {
    const read = { ...data };
    for (const name of WORDS) read[name] = this.field(name).value;
    read.answers = { ...data.answers, ...this.given() };
    return read;
  }

  /** Questions and answers in words, for the review. */
  answered(): [string, string][] {
    const found: [string, string][] = [];
    const fields = part(this.root, "questions").querySelectorAll<HTMLElement>(":scope > .kern-form-input, :scope > fieldset");
    for (const field of fields) {
      const words = [...field.querySelectorAll<HTMLInputElement>("input, textarea, select")].map(wordsOf).filter(Boolean);
      if (words.length) found.push([labelOf(field), words.join(", ")]);
    }
    return found;
  }

  private showKind(kind: Kind | null): void {
    if (kind?.key !== this.kind?.key || !this.kind) {
      // Our own server has written these fields, so they may become markup.
      part(this.root, "questions").innerHTML = kind?.fields ?? "";
    }
    this.kind = kind;
    const heading = part(this.root, "kind-name");
    heading.textContent = kind?.name ?? heading.dataset["words"] ?? "";
    show(part(this.root, "kind-hint"), Boolean(kind?.hint));
    part(this.root, "kind-hint-text").textContent = kind?.hint ?? "";
    show(part(this.root, "contact-free"), !kind?.contact);
    show(part(this.root, "contact-needed"), kind?.contact === true);
    const optional = this.field("email").labels?.[0]?.querySelector<HTMLElement>(".kern-label__optional");
    if (optional) show(optional, !kind?.contact);
  }

  private given(): Record<string, string | string[]> {
    const found: Record<string, string | string[]> = {};
    for (const input of this.answers()) {
      const key = input.name.slice(PREFIX.length);
      if (input.type === "checkbox") {
        const list = (found[key] ??= []) as string[];
        if (input.checked) list.push(input.value);
      } else if (input.type !== "radio") found[key] = input.value;
      else if (input.checked) found[key] = input.value;
    }
    return found;
  }

  private field(name: string): HTMLInputElement | HTMLTextAreaElement {
    return this.root.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${name}"]`)!;
  }

  private answers(): HTMLInputElement[] {
    return [...this.root.querySelectorAll<HTMLInputElement>(`[name^="${PREFIX}"]`)];
  }
}

const isTick = (input: HTMLInputElement): boolean => input.type === "radio" || input.type === "checkbox";

function wordsOf(input: HTMLInputElement): string {
  if (!isTick(input)) return input.value.trim();
  return input.checked ? (input.labels?.[0]?.textContent ?? "").trim() : "";
}

function labelOf(field: HTMLElement): string {
  const label = field.querySelector<HTMLElement>("legend, label");
  return (label?.firstChild?.textContent ?? "").trim();
}
