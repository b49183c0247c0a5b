// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * `[data-hotkey="/"]`: that key puts the focus into a field, or clicks a button or link; of a form or section it is the first thing inside that takes
 * the focus. `data-hotkey="g i"` is one key after the other. Nothing happens while somebody types, and single keys can be switched off on the page
 * "Darstellung" (WCAG 2.1.4), which sets `data-keys="off"` on the root. Where two have the same key, the one in the main part of the page counts.
 */

// So long the second key of a pair is waited for.
const PAIR_WITHIN = 1_500;
const INSIDE = "select, input:not([type=hidden]), textarea, button, a[href]";

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

export function keysAreOff(root: Document): boolean {
  return root.documentElement.dataset["keys"] === "off";
}

export function hotkeys(root: Document): void {
  let first = "";
  let at = 0;
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || keysAreOff(root) || isTyping(event.target)) return;
    if (event.key === "Shift" || root.querySelector("dialog:modal")) return;
    const before = first && event.timeStamp - at < PAIR_WITHIN ? `${first} ` : "";
    const target = find(root, before + event.key) ?? find(root, event.key);
    first = target ? "" : event.key;
    at = event.timeStamp;
    if (!target) return;
    event.preventDefault();
    act(target);
  });
}

function find(root: Document, keys: string): HTMLElement | undefined {
  const found = [...root.querySelectorAll<HTMLElement>("[data-hotkey]")].filter((target) => target.dataset["hotkey"] === keys);
  return found.find((target) => target.closest("main")) ?? found[0];
}

function act(target: HTMLElement): void {
  if (isTyping(target)) target.focus();
  else if (target.matches("form, section")) target.querySelector<HTMLElement>(INSIDE)?.focus();
  else target.click();
}
