// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * `nd-preview` around list and aside. The row that becomes active (`nd-row`, from `data-rows`) names its preview in `data-preview`; it is asked for a
 * moment later, so that running through the list asks for nothing. The stylesheet shows the aside from 97 rem on; below, nothing is asked for.
 */

const WAIT = 250;

export class Preview extends HTMLElement {
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private asked = "";
  private readonly wide = window.matchMedia("(min-width: 97rem)");

  connectedCallback(): void {
    const aside = this.aside();
    if (!aside) return;
    aside.hidden = false;
    this.classList.add("nd-desk__cols--preview");
    this.addEventListener("nd-row", (event) => this.later((event.target as HTMLElement).dataset["preview"] ?? ""));
  }

  disconnectedCallback(): void {
    clearTimeout(this.waiting);
  }

  private aside(): HTMLElement | null {
    return this.querySelector<HTMLElement>("aside");
  }

  private later(address: string): void {
    clearTimeout(this.waiting);
    if (address && this.wide.matches) this.waiting = setTimeout(() => void this.show(address), WAIT);
  }

  private async show(address: string): Promise<void> {
    this.asked = address;
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    // A later row has been asked for meanwhile, or the sign-in has ended: the list still works.
    if (!answer?.ok || answer.status === 204 || answer.redirected || this.asked !== address) return;
    const html = await answer.text();
    const aside = this.aside();
    if (aside && this.asked === address) aside.innerHTML = html;
  }
}
