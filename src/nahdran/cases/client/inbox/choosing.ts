// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** Choosing rows of the inbox: one box for all of the page, and a line that says how many are chosen. The form works without it. */

export function choosing(root: ParentNode): void {
  const all = root.querySelector<HTMLInputElement>("[data-check-all]");
  const line = root.querySelector<HTMLElement>("[data-chosen]");
  const boxes = [...root.querySelectorAll<HTMLInputElement>("input[type=checkbox][name=case]")];
  if (!all || !boxes.length) return;
  all.hidden = false;

  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    for (const box of boxes) box.closest("tr")?.toggleAttribute("data-chosen-row", box.checked);
    if (line) line.textContent = words(line, chosen);
  };

  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  for (const box of boxes) box.addEventListener("change", show);
  // Going back, the browser ticks again what was ticked.
  window.addEventListener("pageshow", show);
  show();
}

function words(line: HTMLElement, chosen: number): string {
  if (chosen === 0) return line.dataset["none"] ?? "";
  return chosen === 1 ? (line.dataset["one"] ?? "") : (line.dataset["many"] ?? "").replace("#", String(chosen));
}
