// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * `[data-rows]` on a table or list: arrow keys move from row to row, Enter opens (the row's link does that by itself), Home and End jump. J, K, O (open)
 * and X (select) do the same as letters, unless single keys are switched off. The row in focus carries `data-active` and sends `nd-row`, for a preview beside the list.
 */

import { isTyping, keysAreOff } from "./hotkeys.ts";

const LETTERS: Record<string, string> = { j: "ArrowDown", k: "ArrowUp" };

export function rows(root: Document): void {
  for (const list of root.querySelectorAll<HTMLElement>("[data-rows]")) {
    list.addEventListener("focusin", (event) => activate(list, (event.target as Element).closest<HTMLElement>("tr, li")));
  }
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping(event.target)) return;
    const inside = (event.target as Element).closest<HTMLElement>("[data-rows]");
    const list = inside ?? (event.target === root.body ? root.querySelector<HTMLElement>("[data-rows]") : null);
    if (!list) return;
    const letter = keysAreOff(root) || root.querySelector("dialog:modal") ? "" : event.key.toLowerCase();
    if (letter === "x" || letter === "o") {
      if (!list.querySelector("[data-active]")) return;
      if (letter === "x") select(list);
      else list.querySelector<HTMLElement>("[data-active] a[href]")?.click();
    }
    else if (!move(list, LETTERS[letter] ?? event.key)) return;
    event.preventDefault();
  });
}

function links(list: HTMLElement): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (const row of list.querySelectorAll("tbody tr, li")) {
    const link = row.querySelector<HTMLElement>("a[href]");
    if (link) found.push(link);
  }
  return found;
}

function move(list: HTMLElement, key: string): boolean {
  const all = links(list);
  const active = list.querySelector("[data-active]");
  const at = all.findIndex((link) => active?.contains(link));
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? 0 : at - 1, Home: 0, End: all.length - 1 }[key];
  const link = to === undefined ? undefined : all[Math.min(Math.max(to, 0), all.length - 1)];
  link?.focus();
  return link !== undefined;
}

function select(list: HTMLElement): void {
  list.querySelector<HTMLInputElement>("[data-active] input[type=checkbox]")?.click();
}

function activate(list: HTMLElement, row: HTMLElement | null): void {
  if (!row || !list.contains(row) || "active" in row.dataset) return;
  for (const other of list.querySelectorAll<HTMLElement>("[data-active]")) delete other.dataset["active"];
  row.dataset["active"] = "";
  row.dispatchEvent(new CustomEvent("nd-row", { bubbles: true }));
}
