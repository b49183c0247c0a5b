// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// What is missing or was refused: a list at the top that leads to the fields, and a sentence at each of them.

import { mark, part, show } from "./dom.ts";

export interface Failed {
  field: string;
  sentence: string;
}

/** The element around a field: its own frame, or that of the input with this name. */
export function fieldOf(root: ParentNode, name: string): HTMLElement | null {
  const own = root.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
  if (own) return own;
  const input = root.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
  return input?.closest<HTMLElement>("fieldset.kern-fieldset, .kern-form-input") ?? null;
}

export function clearErrors(root: HTMLElement): void {
  for (const error of root.querySelectorAll<HTMLElement>(".kern-error")) {
    const field = error.parentElement;
    if (field) mark(field, "");
  }
  show(part(root, "errors"), false);
}

/** Marks the fields and, with `summary`, lists them at the top and takes the focus there. `lead` goes to a field on another step. */
export function showErrors(root: HTMLElement, failed: readonly Failed[], lead: (field: string) => void, summary = true): void {
  clearErrors(root);
  for (const { field, sentence } of failed) {
    const frame = fieldOf(root, field);
    if (frame) mark(frame, sentence);
  }
  if (!summary || !failed.length) return;
  part(root, "errors-list").replaceChildren(...failed.map((entry) => item(entry, lead)));
  const box = part(root, "errors");
  show(box, true);
  box.focus();
}

/** Where the keyboard goes: into the field, or to the button that stands for it. */
export function focusField(root: HTMLElement, name: string): void {
  // Where the server has found several places, choosing one is the shortest way.
  const choice = name === "place" ? root.querySelector<HTMLElement>("[data-choices]:not([hidden]) input") : null;
  const target = choice ?? fieldOf(root, name)?.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select, button");
  const first = target ?? root.querySelector<HTMLElement>("[data-step]:not([hidden]) input");
  first?.focus();
  first?.scrollIntoView({ block: "center" });
}

function item({ field, sentence }: Failed, lead: (field: string) => void): HTMLElement {
  const entry = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: "#", textContent: sentence });
  link.addEventListener("click", (event) => {
    event.preventDefault();
    lead(field);
  });
  entry.append(link);
  return entry;
}
