// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** After a form came back with errors, the focus stands on the summary, which is read out and leads to the fields. */

export function focusErrors(root: Document): void {
  const summaries = [...root.querySelectorAll<HTMLElement>("main [data-errors]")];
  summaries.find((summary) => !summary.closest("[data-sample]"))?.focus();
}
