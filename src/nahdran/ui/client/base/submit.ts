// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Forms that send themselves when a choice changes (`[data-submit]`), forms that are sent only once (`[data-once]`), and forms that ask before
 * changed answers are left (`[data-confirm-leave]`).
 */

export function submits(root: Document): void {
  root.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof HTMLElement && "submit" in field.dataset) (field as HTMLInputElement).form?.requestSubmit();
  });
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!("once" in form.dataset)) return;
    if (form.dataset["sent"]) event.preventDefault();
    else if (!event.defaultPrevented) markSent(form, event.submitter);
  });
  // The page that comes back from the cache of the browser can be sent again.
  window.addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll<HTMLFormElement>("form[data-sent]")) unmark(form);
  });
  confirmLeave(root);
}

function markSent(form: HTMLFormElement, button: HTMLElement | null): void {
  form.dataset["sent"] = "yes";
  if (!button) return;
  button.setAttribute("aria-disabled", "true");
  const spin = document.createElement("span");
  spin.className = "nd-spin";
  spin.setAttribute("aria-hidden", "true");
  button.prepend(spin);
}

function unmark(form: HTMLFormElement): void {
  delete form.dataset["sent"];
  for (const button of form.querySelectorAll("button[aria-disabled]")) {
    button.removeAttribute("aria-disabled");
    button.querySelector(".nd-spin")?.remove();
  }
}

function confirmLeave(root: Document): void {
  let changed = false;
  root.addEventListener("input", (event) => {
    if ((event.target as Element).closest("form[data-confirm-leave]")) changed = true;
  });
  root.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
