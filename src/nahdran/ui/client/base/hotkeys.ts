// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * `[data-hotkey="/"]`: that key puts the focus into a field, or clicks a button or link. Nothing happens while somebody types, and single keys can be
 * switched off on the page "Darstellung" (WCAG 2.1.4), which sets `data-keys="off"` on the root.
 */

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit"].includes(target.type);
}

export function keysAreOff(root: Document): boolean {
  return root.documentElement.dataset["keys"] === "off";
}

export function hotkeys(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || keysAreOff(root) || isTyping(event.target)) return;
    if (root.querySelector("dialog:modal")) return;
    for (const target of root.querySelectorAll<HTMLElement>("[data-hotkey]")) {
      if (target.dataset["hotkey"] !== event.key) continue;
      event.preventDefault();
      if (isTyping(target)) target.focus();
      else target.click();
      return;
    }
  });
}
