// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// <nd-suggest>: while somebody describes what is wrong, the kinds that fit are shown beside the text. Without this file a button does it.

const PAUSE_MS = 600;

interface Found {
  key: string;
  percent: number | null;
}

/** A copy of the choice that stands in its group; choosing either is the same, for both are radio buttons of one name. */
export function copyOf(choice: HTMLElement, form: string, note: string): HTMLElement {
  const copy = choice.cloneNode(true) as HTMLElement;
  copy.removeAttribute("data-kinds-words");
  copy.hidden = false;
  const input = copy.querySelector("input");
  if (input) {
    input.checked = false;
    input.setAttribute("form", form);
  }
  if (note) {
    const meta = copy.querySelector(".nd-meta");
    if (meta) meta.append(`${meta.textContent ? " · " : ""}${note}`);
  }
  return copy;
}

class Suggestions extends HTMLElement {
  private readonly stop = new AbortController();
  private asking: AbortController | null = null;
  private timer = 0;

  connectedCallback(): void {
    const field = document.getElementById(this.getAttribute("for") ?? "");
    if (!(field instanceof HTMLTextAreaElement)) return;
    this.querySelector<HTMLElement>("[data-suggest-ask]")?.setAttribute("hidden", "");
    field.addEventListener(
      "input",
      () => {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => void this.ask(field), PAUSE_MS);
      },
      { signal: this.stop.signal },
    );
  }

  disconnectedCallback(): void {
    window.clearTimeout(this.timer);
    this.asking?.abort();
    this.stop.abort();
  }

  private async ask(field: HTMLTextAreaElement): Promise<void> {
    this.asking?.abort();
    this.asking = new AbortController();
    const token = field.form?.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
    const body = new URLSearchParams({ text: field.value, csrfmiddlewaretoken: token });
    try {
      const response = await fetch(this.dataset["url"] ?? "", { method: "POST", body, signal: this.asking.signal });
      // A page that was open too long, or too many questions: what is shown stays, and the groups are there.
      if (response.ok) this.show(((await response.json()) as { kinds: Found[] }).kinds, field.form);
    } catch {
      // Without a network the groups and the search still work.
    }
  }

  private show(found: Found[], form: HTMLFormElement | null): void {
    const list = this.querySelector<HTMLElement>("[data-suggest-list]");
    const frame = this.querySelector<HTMLElement>("[data-suggested]");
    if (!list || !frame || !form) return;
    // Who has chosen one of these keeps it, in its group, though the suggestions change.
    const chosen = list.querySelector<HTMLInputElement>("input:checked")?.value;
    const copies = found.flatMap(({ key, percent }) => {
      const choice = form.querySelector(`.nd-kind input[value="${CSS.escape(key)}"]`)?.closest<HTMLElement>(".nd-kind");
      const note = percent === null ? "" : (this.dataset["percent"] ?? "").replace("{percent}", String(percent));
      return choice ? [copyOf(choice, form.id, note)] : [];
    });
    if (chosen) {
      const own = form.querySelector<HTMLInputElement>(`.nd-kind input[value="${CSS.escape(chosen)}"]`);
      if (own) own.checked = true;
    }
    list.replaceChildren(...copies);
    const again = chosen ? list.querySelector<HTMLInputElement>(`input[value="${CSS.escape(chosen)}"]`) : null;
    if (again) again.checked = true;
    frame.hidden = copies.length === 0;
    const status = this.querySelector<HTMLElement>("[data-suggest-status]");
    if (status) status.textContent = copies.length ? (this.dataset["found"] ?? "").replace("{count}", String(copies.length)) : "";
  }
}

customElements.define("nd-suggest", Suggestions);
