// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Small helps for the kept pages: their markup stands in the page, the scripts fill it in.

import { format } from "../../../places/client/lib/texts.ts";

export const part = <Kind extends Element = HTMLElement>(root: ParentNode, name: string): Kind => {
  const found = root.querySelector<Kind>(`[data-${name}]`);
  if (!found) throw new Error(`data-${name} is missing in the page`);
  return found;
};

export const parts = <Kind extends Element = HTMLElement>(root: ParentNode, name: string): Kind[] => [...root.querySelectorAll<Kind>(`[data-${name}]`)];

/** A copy of what stands in `<template data-name>`. */
export function copyOf(root: ParentNode, name: string): HTMLElement {
  const template = part<HTMLTemplateElement>(root, name);
  return template.content.firstElementChild!.cloneNode(true) as HTMLElement;
}

export const show = (element: HTMLElement, visible: boolean): void => {
  element.hidden = !visible;
};

export type Say = (key: string, values?: Record<string, string | number>) => string;

/** The words of the page, from its attribute; a key without words shows itself, so that a test sees it. */
export function wordsOf(element: HTMLElement): Say {
  const words = JSON.parse(element.dataset["texts"] ?? "{}") as Record<string, string>;
  return (key, values = {}) => format(words[key] ?? key, values);
}

/** An error below the field that it belongs to, tied to it for screen readers; an empty sentence takes it away. */
export function mark(field: HTMLElement, sentence: string): void {
  const input = field.matches("fieldset") ? field : field.querySelector<HTMLElement>("input, textarea, select");
  const id = `${input?.id || field.dataset["field"] || "feld"}_error`;
  field.querySelector(`#${CSS.escape(id)}`)?.remove();
  const described = (input?.getAttribute("aria-describedby") ?? "").split(" ").filter((name) => name && name !== id);
  if (sentence) {
    const error = document.createElement("p");
    error.className = "kern-error";
    error.id = id;
    error.innerHTML = '<span class="kern-icon kern-icon--danger" aria-hidden="true"></span><span class="kern-body"></span>';
    error.lastElementChild!.textContent = sentence;
    field.append(error);
    described.push(id);
  }
  if (!input) return;
  if (described.length) input.setAttribute("aria-describedby", described.join(" "));
  else input.removeAttribute("aria-describedby");
  if (input.matches("input, textarea, select")) {
    if (sentence) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

const SECONDS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "vor 5 Minuten", "in 2 Stunden". */
export function ago(moment: number, now: number, say: Say): string {
  const seconds = (moment - now) / 1000;
  const fitting = SECONDS.find(([, length]) => Math.abs(seconds) >= length);
  if (!fitting) return say("justNow");
  const [unit, length] = fitting;
  return new Intl.RelativeTimeFormat(document.documentElement.lang || "de", { numeric: "auto" }).format(Math.round(seconds / length), unit);
}
