// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** `button[data-copy="text"]`: hidden without JavaScript; copies, and says so for two seconds. */

export function copies(root: Document): void {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => void copy(button));
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
  const note = document.createElement("span");
  note.className = "nd-copied";
  note.setAttribute("role", "status");
  note.textContent = button.dataset["done"] ?? "";
  button.after(note);
  setTimeout(() => note.remove(), 2000);
}
