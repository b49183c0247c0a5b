// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Warns while somebody types personal data into a field whose text others may read. It never stands in the way: the same is said once more
// on the page before sending, which is the way without this file.

import { findPersonal } from "./privacy/find";

const PAUSE_MS = 500;

/** `<nd-personal for="id_text" data-phone="Telefonnummer" …>` with the box `[data-personal-box]` and its list inside. */
class PersonalWarning extends HTMLElement {
  private readonly stop = new AbortController();
  private timer = 0;
  private shown = "";

  connectedCallback(): void {
    const field = document.getElementById(this.getAttribute("for") ?? "");
    if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
    const look = (): void => this.show(field.value);
    field.addEventListener(
      "input",
      () => {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(look, PAUSE_MS);
      },
      { signal: this.stop.signal },
    );
    field.addEventListener("change", look, { signal: this.stop.signal });
    look();
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
    this.stop.abort();
  }

  private show(text: string): void {
    const lines = [...new Set(findPersonal(text).map((finding) => `${this.dataset[finding.kind] ?? finding.kind}: ${finding.text}`))];
    const list = this.querySelector<HTMLElement>("[data-personal-list]");
    const box = this.querySelector<HTMLElement>("[data-personal-box]");
    const now = lines.join("\n");
    if (!list || !box || now === this.shown) return;
    this.shown = now;
    list.replaceChildren(
      ...lines.map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      }),
    );
    box.hidden = lines.length === 0;
  }
}

customElements.define("nd-personal", PersonalWarning);
