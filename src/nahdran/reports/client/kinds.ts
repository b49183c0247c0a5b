// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// <nd-kinds>: while somebody types, only the fitting kinds stay in sight and their groups open. Without this file the server searches.

const UMLAUTS: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** As the server compares: lower case, umlauts written out, accents gone. */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[äöüß]/g, (sign) => UMLAUTS[sign] ?? sign)
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "");

const wordsOf = (text: string): string[] => fold(text).split(/[\s,.\-/]+/).filter(Boolean);

/** Every typed word begins a word of the kind, or a longer one stands somewhere in it. */
export function fits(typed: string, words: readonly string[]): boolean {
  return wordsOf(typed).every((part) => words.some((word) => word.startsWith(part) || (part.length > 3 && word.includes(part))));
}

interface Kind {
  element: HTMLElement;
  words: string[];
}

export class KindSearch extends HTMLElement {
  private kinds: Kind[] = [];
  private openBefore: HTMLDetailsElement[] | null = null;
  private readonly stop = new AbortController();

  connectedCallback(): void {
    const form = this.querySelector<HTMLFormElement>("[data-kinds-search]");
    const input = form?.querySelector<HTMLInputElement>("input[type=search]");
    if (!form || !input) return;
    this.kinds = [...this.querySelectorAll<HTMLElement>("[data-kinds-words]")].map((element) => ({
      element,
      words: wordsOf(element.dataset["kindsWords"] ?? ""),
    }));
    const { signal } = this.stop;
    input.addEventListener("input", () => this.filter(input.value), { signal });
    form.addEventListener("submit", (event) => event.preventDefault(), { signal });
    // What the server found is found here too, in its groups.
    for (const found of this.querySelectorAll<HTMLElement>("[data-kinds-hits]")) found.remove();
    if (input.value) this.filter(input.value);
  }

  disconnectedCallback(): void {
    this.stop.abort();
  }

  private filter(typed: string): void {
    const asked = typed.trim() !== "";
    this.openBefore ??= this.groups().filter((group) => group.open);
    let count = 0;
    for (const { element, words } of this.kinds) {
      const shown = !asked || fits(typed, words);
      element.hidden = !shown;
      if (shown) count += 1;
    }
    // Where nothing fits, the sentence leads to the groups: then all of them are there, closed.
    const none = asked && count === 0;
    if (none) for (const { element } of this.kinds) element.hidden = false;
    for (const group of this.groups()) {
      const any = !none && group.querySelector("[data-kinds-words]:not([hidden])") !== null;
      group.hidden = asked && !none && !any;
      group.open = asked ? any : this.openBefore.includes(group);
    }
    if (!asked) this.openBefore = null;
    this.say(asked ? count : null);
  }

  private groups(): HTMLDetailsElement[] {
    return [...this.querySelectorAll<HTMLDetailsElement>("[data-kinds-group]")];
  }

  private say(count: number | null): void {
    const status = this.querySelector<HTMLElement>("[data-kinds-status]");
    if (!status) return;
    const found = (this.dataset["found"] ?? "").replace("{count}", String(count));
    status.textContent = count === null ? "" : count ? found : (this.dataset["none"] ?? "");
  }
}

customElements.define("nd-kinds", KindSearch);
