// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The sum that a suspicious report has to be worth: found in the background, then the form goes by itself. Without this file a link
// by mail does the same.

import { solve } from "../../pwa/client/lib/puzzle.ts";

export { solve };

class Proof extends HTMLElement {
  private readonly stop = new AbortController();

  connectedCallback(): void {
    const form = this.closest("form");
    const other = form?.querySelector<HTMLElement>("[data-proof-other]");
    if (!form || !other) return;
    // Outside https a browser does no sums; then the way by mail stays.
    if (!globalThis.crypto?.subtle) return this.say("failed");
    other.hidden = true;
    this.say("works");
    void this.work(form, other);
  }

  disconnectedCallback(): void {
    this.stop.abort();
  }

  private async work(form: HTMLFormElement, other: HTMLElement): Promise<void> {
    const { salt, target, most, token } = this.dataset;
    const number = await solve(salt ?? "", target ?? "", Number(most), this.stop.signal).catch(() => null);
    const field = this.querySelector<HTMLInputElement>("input[name=beweis]");
    if (this.stop.signal.aborted) return;
    if (number === null || !field) {
      other.hidden = false;
      this.say("failed");
      return;
    }
    field.value = `${token ?? ""}.${number}`;
    form.requestSubmit();
  }

  private say(what: "works" | "failed"): void {
    const place = document.querySelector<HTMLElement>("[data-proof-says]");
    if (place) place.textContent = this.dataset[what] ?? "";
  }
}

customElements.define("nd-proof", Proof);
