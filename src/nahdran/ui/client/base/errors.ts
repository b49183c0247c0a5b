// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** After a form came back with errors, the focus stands on the summary, which is read out and leads to the fields. */

export function focusErrors(root: Document): void {
  const summary = root.querySelector<HTMLElement>("main [data-errors]:not([data-sample] *)");
  summary?.focus({ preventScroll: false });
}
