// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Address search while typing, after the ARIA pattern for an editable combobox with a list: focus stays in the field.

import { Latest } from "./api";
import type { AddressHit } from "./api";
import type { Texts } from "./texts";

const PAUSE_MS = 160;
const SHORTEST = 2;

export interface ComboboxOptions {
  input: HTMLInputElement;
  /** Empty list that the suggestions go into. */
  list: HTMLElement;
  /** A live region for the number of suggestions and for "nothing found". */
  status: HTMLElement;
  texts: Texts;
  search(text: string, signal: AbortSignal): Promise<AddressHit[]>;
  chosen(hit: AddressHit): void;
}

export class Combobox {
  private hits: AddressHit[] = [];
  private active = -1;
  private clock = 0;
  private readonly latest = new Latest();

  constructor(private readonly options: ComboboxOptions) {
    const { input, list } = options;
    list.setAttribute("role", "listbox");
    list.hidden = true;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    // The field keeps the focus while the mouse or a finger chooses.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.clicked(event));
  }

  get isOpen(): boolean {
    return !this.options.list.hidden;
  }

  /** Puts a text into the field without searching for it. */
  write(text: string): void {
    clearTimeout(this.clock);
    this.latest.cancel();
    this.options.input.value = text;
    this.say("");
    this.close();
  }

  private typed(): void {
    clearTimeout(this.clock);
    this.latest.cancel();
    if (this.options.input.value.trim().length < SHORTEST) {
      this.say("");
      this.show([]);
      return;
    }
    this.clock = window.setTimeout(() => void this.search(), PAUSE_MS);
  }

  private async search(): Promise<void> {
    const text = this.options.input.value.trim();
    try {
      const hits = await this.latest.run((signal) => this.options.search(text, signal));
      if (hits === null) return;
      this.show(hits);
      this.say(this.found(hits.length), hits.length > 0);
    } catch {
      // The field stays a field: on sending, the server searches itself.
      this.show([]);
      this.say(this.options.texts.get("searchFailed"));
    }
  }

  private found(count: number): string {
    if (count === 0) return this.options.texts.get("noHits");
    return this.options.texts.get(count === 1 ? "oneHit" : "hits", { count });
  }

  private show(hits: AddressHit[]): void {
    const { list, input } = this.options;
    this.hits = hits;
    this.active = -1;
    list.replaceChildren(...hits.map((hit, index) => this.option(hit, index)));
    list.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    input.removeAttribute("aria-activedescendant");
  }

  private option(hit: AddressHit, index: number): HTMLElement {
    const item = document.createElement("li");
    item.id = `${this.options.list.id}-${index}`;
    item.className = "nd-suggestions__item";
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset["index"] = String(index);
    const name = document.createElement("span");
    name.textContent = hit.label;
    item.append(name);
    if (hit.district && !hit.label.includes(hit.district)) {
      const district = document.createElement("span");
      district.className = "nd-meta";
      district.textContent = hit.district;
      item.append(" ", district);
    }
    return item;
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.isOpen) this.move(event.key === "ArrowDown" ? 1 : -1);
      else this.typed();
    } else if (event.key === "Enter") this.enter(event);
    else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      this.close();
    }
  }

  /** Enter takes the marked suggestion; with an open list and none marked, the first, which is the best. */
  private enter(event: KeyboardEvent): void {
    const hit = this.isOpen ? this.hits[Math.max(0, this.active)] : undefined;
    if (!hit) return;
    event.preventDefault();
    this.choose(hit);
  }

  /** Round through all suggestions and, between last and first, back to what was typed. */
  private move(step: number): void {
    const places = this.hits.length + 1;
    this.active = ((this.active + 1 + step + places) % places) - 1;
    const { list, input } = this.options;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === this.active)));
    const item = list.children[this.active];
    if (item) {
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView?.({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  private clicked(event: MouseEvent): void {
    const item = (event.target as Element).closest<HTMLElement>("[data-index]");
    const hit = this.hits[Number(item?.dataset["index"])];
    if (hit) this.choose(hit);
  }

  private choose(hit: AddressHit): void {
    this.write(hit.label);
    this.options.chosen(hit);
  }

  private close(): void {
    clearTimeout(this.clock);
    this.show([]);
  }

  /** What the eyes see anyway is only for the ears. */
  private say(sentence: string, onlySpoken = false): void {
    const { status } = this.options;
    status.classList.toggle("nd-sr", onlySpoken);
    status.textContent = sentence;
  }
}
