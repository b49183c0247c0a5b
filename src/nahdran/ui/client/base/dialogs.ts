// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** `[data-dialog="id"]` opens a dialog; `[data-close]` inside, Escape and a click on the backdrop close it. The focus returns by itself. */

export function dialogs(root: Document): void {
  root.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-dialog]");
    if (opener) {
      const dialog = root.getElementById(opener.dataset["dialog"] ?? "");
      if (dialog instanceof HTMLDialogElement) {
        // A link that leads to the same question on a page of its own stays here instead.
        event.preventDefault();
        dialog.showModal();
      }
      return;
    }
    const dialog = target.closest("dialog");
    if (dialog && (target.closest("[data-close]") || target === dialog)) dialog.close();
  });
}
