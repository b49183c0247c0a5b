// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The sum that a suspicious report has to be worth: found in the background, then the form goes by itself. Without this file a link
// by mail does the same.

const AT_ONCE = 250;

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The number below `most` for which SHA-256 of salt and number is `target`; null if there is none or `signal` has ended the search. */
export async function solve(salt: string, target: string, most: number, signal: AbortSignal): Promise<number | null> {
  for (let start = 0; start < most && !signal.aborted; start += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, most - start) }, (_, index) => start + index);
    const digests = await Promise.all(numbers.map((number) => digest(`${salt}${number}`)));
    const found = digests.indexOf(target);
    if (found >= 0) return start + found;
  }
  return null;
}

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
