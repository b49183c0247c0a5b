// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The photos of a draft: made smaller on the device and kept there until they are sent.

import { filesOf, newKey, putFile, removeFile } from "../../../pwa/client/lib/entries.ts";
import type { StoredFile } from "../../../pwa/client/lib/entries.ts";
import { fits, readableSize } from "../../../ui/client/upload/limits.ts";
import { shrink } from "../../../ui/client/upload/shrink.ts";
import { copyOf, mark, part } from "./dom.ts";
import type { Say } from "./dom.ts";

/** As large as the server keeps pictures; more would only take longer. */
const EDGE = 2048;

interface Options {
  root: HTMLElement;
  say: Say;
  most: number;
  maxMb: number;
  /** The draft to which they belong; begun now if it was not yet. */
  entry: () => Promise<string>;
  changed: () => void;
}

export class Photos {
  private files: StoredFile[] = [];
  private urls: string[] = [];

  constructor(private readonly options: Options) {
    const input = this.input;
    input.addEventListener("change", () => {
      const chosen = [...(input.files ?? [])];
      input.value = "";
      void this.add(chosen);
    });
  }

  get count(): number {
    return this.files.length;
  }

  async load(entry: string, problems: Record<string, string> = {}): Promise<void> {
    this.files = await filesOf(entry);
    this.draw(problems);
  }

  /** Pictures for the review; their addresses live as long as the list does. */
  get pictures(): string[] {
    return this.urls;
  }

  private get input(): HTMLInputElement {
    return this.options.root.querySelector<HTMLInputElement>("input[type=file]")!;
  }

  private async add(chosen: File[]): Promise<void> {
    const notes = new Set<string>();
    for (const file of chosen) {
      const refused = this.refuse(file);
      if (refused) notes.add(refused);
      else if (!(await this.keep(file))) notes.add(this.options.say("noRoom"));
    }
    this.draw();
    mark(part(this.options.root, "field"), [...notes].join(" "));
    this.options.changed();
  }

  private refuse(file: File): string {
    const { say, most, maxMb } = this.options;
    if (this.files.length >= most) return say("tooMany");
    const wrong = fits(file, { accept: this.input.accept, maxMb });
    if (!wrong) return "";
    return say(wrong === "type" ? "wrongType" : "tooLarge", { name: file.name });
  }

  private async keep(file: File): Promise<boolean> {
    const blob = await shrink(file, EDGE);
    const stored: StoredFile = { id: newKey(), entry: await this.options.entry(), name: file.name, blob, uploaded: false, at: Date.now() + this.files.length };
    try {
      await putFile(stored);
    } catch {
      return false;
    }
    this.files.push(stored);
    return true;
  }

  private draw(problems: Record<string, string> = {}): void {
    for (const url of this.urls) URL.revokeObjectURL(url);
    this.urls = [];
    part(this.options.root, "photos").replaceChildren(...this.files.map((file) => this.row(file, problems[file.id] ?? "")));
  }

  private row(file: StoredFile, problem: string): HTMLElement {
    const row = copyOf(this.options.root, "photo");
    const url = URL.createObjectURL(file.blob);
    this.urls.push(url);
    part<HTMLImageElement>(row, "thumb").src = url;
    part(row, "name").textContent = file.name;
    part(row, "size").textContent = this.options.say("kept", { size: readableSize(file.blob.size) });
    part(row, "kept").hidden = problem !== "";
    part(row, "problem").hidden = problem === "";
    part(row, "problem").textContent = problem;
    const remove = part<HTMLButtonElement>(row, "remove");
    remove.setAttribute("aria-label", `${file.name}: ${remove.getAttribute("aria-label") ?? ""}`);
    remove.addEventListener("click", () => void this.drop(file));
    return row;
  }

  private async drop(file: StoredFile): Promise<void> {
    await removeFile(file.id);
    this.files = this.files.filter((other) => other.id !== file.id);
    this.draw();
    this.input.focus();
    this.options.changed();
  }
}
