// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** `[data-count="id"]` on a text area: the sentence of that id says how many characters are left. It is read out only near the end. */

export function counters(root: Document): void {
  for (const area of root.querySelectorAll<HTMLTextAreaElement>("textarea[data-count]")) {
    const note = root.getElementById(area.dataset["count"] ?? "");
    if (!note) continue;
    const show = () => count(area, note);
    area.addEventListener("input", show);
    show();
  }
}

function count(area: HTMLTextAreaElement, note: HTMLElement): void {
  const max = Number(note.dataset["max"]);
  // The server counts characters with line ends as one sign, and so does this.
  const left = max - [...area.value].length;
  const words = left >= 0 ? note.dataset["left"] : note.dataset["over"];
  note.textContent = (words ?? "#").replace("#", String(Math.abs(left)));
  note.dataset["state"] = left < 0 ? "over" : "";
  if (left < max / 10) note.setAttribute("aria-live", "polite");
  else note.removeAttribute("aria-live");
}
