// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * `<nd-upload>`: shows what was chosen, lets more be added and each be taken away again, and checks number, size and kind before anything is sent.
 * With `data-shrink="2560"` large pictures are made smaller on the device (this takes the place data out of them, so it is off by default).
 */

import { fits, readableSize } from "./limits.ts";
import { shrink } from "./shrink.ts";

export class UploadElement extends HTMLElement {
  #files: File[] = [];
  #urls: string[] = [];

  get #input(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>("input[type=file]")!;
  }

  get #list(): HTMLElement {
    return this.querySelector<HTMLElement>("[data-files]")!;
  }

  connectedCallback(): void {
    this.addEventListener("change", (event) => {
      if (event.target === this.#input) void this.#add([...(this.#input.files ?? [])]);
    });
    const over = (event: Event, on: boolean) => (event.target as Element).closest(".nd-upload")?.classList.toggle("nd-upload--over", on);
    for (const name of ["dragenter", "dragover"]) this.addEventListener(name, (event) => over(event, true));
    for (const name of ["dragleave", "drop"]) this.addEventListener(name, (event) => over(event, false));
  }

  disconnectedCallback(): void {
    this.#forgetPreviews();
  }

  async #add(chosen: File[]): Promise<void> {
    const notes: string[] = [];
    const max = this.#input.multiple ? Number(this.dataset["maxFiles"] ?? 1) : 1;
    const kept = this.#input.multiple ? [...this.#files] : [];
    for (const file of chosen) {
      if (kept.some((other) => same(other, file))) continue;
      const wrong = fits(file, { accept: this.#input.accept, maxMb: Number(this.dataset["maxMb"] ?? 20) });
      if (wrong === "type") notes.push(`${file.name}: ${this.dataset["wrongType"] ?? ""}`);
      else if (wrong === "size") notes.push(`${file.name}: ${this.dataset["tooLarge"] ?? ""}`);
      else if (kept.length >= max) notes.push(this.dataset["tooMany"] ?? "");
      else kept.push(await shrink(file, Number(this.dataset["shrink"] ?? 0)));
    }
    this.#files = kept;
    this.#show([...new Set(notes)]);
  }

  #show(notes: string[]): void {
    const carrier = new DataTransfer();
    for (const file of this.#files) carrier.items.add(file);
    this.#input.files = carrier.files;
    this.#forgetPreviews();
    this.#list.replaceChildren(...this.#files.map((file) => this.#row(file)), ...notes.map((note) => failed(note)));
    this.dispatchEvent(new CustomEvent("nd-files", { bubbles: true, detail: { files: this.#files } }));
  }

  #row(file: File): HTMLElement {
    const row = element("div", "nd-file");
    const words = element("div", "nd-stack nd-stack--s");
    words.append(element("span", "nd-strong", file.name), element("span", "nd-meta", `${readableSize(file.size)}, ${this.dataset["ready"] ?? ""}`));
    const remove = element("button", "nd-iconbtn") as HTMLButtonElement;
    remove.type = "button";
    remove.setAttribute("aria-label", `${file.name} ${this.dataset["remove"] ?? ""}`);
    remove.append(this.#icon("trash"));
    remove.addEventListener("click", () => {
      this.#files = this.#files.filter((other) => other !== file);
      this.#show([]);
      this.#input.focus();
    });
    row.append(this.#preview(file), words, remove);
    return row;
  }

  #preview(file: File): HTMLElement {
    const frame = element("span", "nd-thumb nd-thumb--s");
    if (!file.type.startsWith("image/")) {
      frame.append(this.#icon("doc"));
      return frame;
    }
    const url = URL.createObjectURL(file);
    this.#urls.push(url);
    const image = document.createElement("img");
    image.src = url;
    image.alt = "";
    // Some pictures (HEIC) are shown by few browsers; they are sent all the same.
    image.addEventListener("error", () => image.replaceWith(this.#icon("photo")));
    frame.append(image);
    return frame;
  }

  #icon(name: string): SVGElement {
    const sprite = this.querySelector("use")?.getAttribute("href")?.split("#")[0] ?? "";
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "nd-icon");
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${sprite}#${name}`);
    svg.append(use);
    return svg;
  }

  #forgetPreviews(): void {
    for (const url of this.#urls) URL.revokeObjectURL(url);
    this.#urls = [];
  }
}

function same(one: File, other: File): boolean {
  return one.name === other.name && one.lastModified === other.lastModified;
}

function element(name: string, className: string, text?: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function failed(note: string): HTMLElement {
  return element("p", "nd-file__error", note);
}

if (!customElements.get("nd-upload")) customElements.define("nd-upload", UploadElement);
