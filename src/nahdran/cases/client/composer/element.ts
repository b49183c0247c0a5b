// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * `nd-composer` around the form that works without it. It adds: switching between answer, question and note without a round trip; a draft on the
 * server a moment after the last key; a pulse every 15 seconds that says who else has the case open; wordings in a dialog, inserted at the cursor.
 */

import { insertAt, post, signedOut } from "./talk.ts";

const SAVE_AFTER = 2_000;
const PULSE = 15_000;

export class Composer extends HTMLElement {
  private form!: HTMLFormElement;
  private text!: HTMLTextAreaElement;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private pulse: ReturnType<typeof setInterval> | undefined;
  private typedAt = 0;
  private unsaved = false;
  private readonly stop = new AbortController();

  connectedCallback(): void {
    const form = this.querySelector("form");
    const text = form?.querySelector<HTMLTextAreaElement>("textarea[name=text]");
    if (!form || !text) return;
    this.form = form;
    this.text = text;
    const signal = this.stop.signal;
    this.addEventListener("click", (event) => this.onClick(event), { signal });
    text.addEventListener("input", () => this.onInput(), { signal });
    form.addEventListener("submit", () => this.onSubmit(), { signal });
    this.querySelector("[data-wordings-list]")?.addEventListener("submit", (event) => this.insert(event as SubmitEvent), { signal });
    window.addEventListener("pagehide", () => this.flush(), { signal });
    document.addEventListener("visibilitychange", () => void this.beat(), { signal });
    this.pulse = setInterval(() => void this.beat(), PULSE);
  }

  disconnectedCallback(): void {
    clearInterval(this.pulse);
    clearTimeout(this.waiting);
    this.stop.abort();
  }

  private onClick(event: Event): void {
    const button = (event.target as Element).closest<HTMLButtonElement>("button");
    if (!button) return;
    if (button.dataset["mode"]) {
      event.preventDefault();
      this.write(button.dataset["mode"]);
    } else if ("wordings" in button.dataset && button.form === this.form) {
      event.preventDefault();
      void this.showWordings(button);
    }
  }

  /** Answer, question or note; the text stays. */
  private write(mode: string): void {
    const field = this.form.querySelector<HTMLInputElement>("input[name=mode]");
    if (field) field.value = mode;
    for (const button of this.querySelectorAll<HTMLElement>("[data-mode]")) {
      if (button.dataset["mode"] === mode) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    for (const hint of this.querySelectorAll<HTMLElement>("[data-hint]")) hint.hidden = hint.dataset["hint"] !== mode;
    this.text.focus();
  }

  private onInput(): void {
    this.typedAt = Date.now();
    this.unsaved = true;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.save(), SAVE_AFTER);
  }

  private onSubmit(): void {
    clearTimeout(this.waiting);
    this.unsaved = false;
  }

  private async save(): Promise<void> {
    const text = this.text.value;
    const answer = await post(this.dataset["draftUrl"] ?? "", this.fields("base", "text"));
    if (signedOut(answer)) return this.say(this.dataset["signedOut"] ?? "");
    if (!answer?.ok) return this.say(this.dataset["unsaved"] ?? "");
    const { saved } = (await answer.json()) as { saved: string };
    if (this.text.value === text) this.unsaved = false;
    this.say((this.dataset["saved"] ?? "").replace("TIME", saved));
  }

  /** The page goes; what was typed in the last moments goes along. */
  private flush(): void {
    if (this.unsaved) navigator.sendBeacon(this.dataset["draftUrl"] ?? "", this.fields("base", "text"));
  }

  private async beat(): Promise<void> {
    if (document.hidden) return;
    const data = this.fields("base");
    data.set("writing", Date.now() - this.typedAt <= PULSE ? "1" : "");
    const answer = await post(this.dataset["presenceUrl"] ?? "", data);
    const place = document.querySelector("[data-presence]");
    if (!answer?.ok || signedOut(answer) || !place) return;
    const html = (await answer.text()).trim();
    // A screen reader hears the sentence only when it is another one.
    if (place.innerHTML.trim() !== html) place.innerHTML = html;
  }

  private fields(...names: string[]): FormData {
    const all = new FormData(this.form);
    const some = new FormData();
    for (const name of ["csrfmiddlewaretoken", ...names]) some.set(name, String(all.get(name) ?? ""));
    return some;
  }

  private say(words: string): void {
    const note = this.querySelector<HTMLElement>("[data-saved-note]");
    const place = note?.querySelector<HTMLElement>("[data-words]");
    if (!note || !place) return;
    place.textContent = words;
    note.hidden = false;
  }

  private async showWordings(button: HTMLButtonElement): Promise<void> {
    const dialog = this.querySelector<HTMLDialogElement>("[data-wordings-dialog]");
    const list = this.querySelector<HTMLElement>("[data-wordings-list]");
    const answer = await fetch(this.dataset["wordingsUrl"] ?? "", { headers: { "HX-Request": "true" } }).catch(() => null);
    // Where the dialog does not work out, the page of its own does.
    if (!dialog || !list || !answer?.ok || signedOut(answer)) return this.form.requestSubmit(plain(button));
    list.innerHTML = await answer.text();
    if (!list.childElementCount) list.textContent = list.dataset["empty"] ?? "";
    dialog.showModal();
  }

  private insert(event: SubmitEvent): void {
    const words = event.submitter?.dataset["wording"];
    if (words === undefined) return;
    event.preventDefault();
    this.querySelector<HTMLDialogElement>("[data-wordings-dialog]")?.close();
    insertAt(this.text, words);
    this.onInput();
    this.text.focus();
  }
}

/** The same button once more, without our own answer to it. */
function plain(button: HTMLButtonElement): HTMLButtonElement {
  delete button.dataset["wordings"];
  return button;
}
