// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** `[data-print]` is hidden until there is a script that can open the browser's print dialog. */

for (const place of document.querySelectorAll<HTMLElement>("[data-print]")) {
  place.hidden = false;
  place.querySelector("button")?.addEventListener("click", () => window.print());
}
