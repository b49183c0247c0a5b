// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Blocks over a photo, drawn with the pointer or moved with the keyboard. What counts is the numbers in the form: this file only writes them.

import { type Block, inside, moved, resized, spanned } from "./blocks/geometry.ts";

const SVG = "http://www.w3.org/2000/svg";
const NAMES = ["x", "y", "breite", "hoehe"] as const;
const ARROWS: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** `<nd-blocks data-width data-height>` around an `svg` with `[data-blocks]` and the lines of numbers, each `[data-line]` with four fields. */
export class Blocks extends HTMLElement {
  private readonly stop = new AbortController();
  private all: Block[] = [];
  private layer: SVGGElement | null = null;
  private status: HTMLElement | undefined;
  private picture: SVGSVGElement | null = null;

  connectedCallback(): void {
    this.picture = this.querySelector("svg");
    this.layer = this.querySelector<SVGGElement>("[data-blocks]");
    const tools = this.querySelector<HTMLElement>("[data-tools]");
    if (!this.picture || !this.layer || !tools) return;
    this.read();
    const add = this.button(this.dataset["add"] ?? "", () => this.add());
    this.status = document.createElement("span");
    this.status.className = "nd-meta";
    this.status.setAttribute("role", "status");
    tools.replaceChildren(add, this.status);
    for (const part of this.querySelectorAll<HTMLElement>("[data-tools], [data-help]")) part.hidden = false;
    this.querySelector("[data-numbers]")?.removeAttribute("open");
    const on = { signal: this.stop.signal };
    this.picture.addEventListener("pointerdown", (event) => this.press(event), on);
    this.picture.addEventListener("keydown", (event) => this.key(event), on);
    this.querySelector("[data-lines]")?.addEventListener("input", () => this.read(), on);
  }

  disconnectedCallback(): void {
    this.stop.abort();
  }

  private get limits(): { width: number; height: number } {
    return { width: Number(this.dataset["width"]), height: Number(this.dataset["height"]) };
  }

  private button(label: string, act: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kern-btn kern-btn--secondary";
    const text = document.createElement("span");
    text.className = "kern-label";
    text.textContent = label;
    button.append(text);
    button.addEventListener("click", act, { signal: this.stop.signal });
    return button;
  }

  private lines(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-line]")];
  }

  private field(line: HTMLElement, name: string): HTMLInputElement | null {
    return line.querySelector<HTMLInputElement>(`[name="${name}"]`);
  }

  /** From the numbers to the picture. */
  private read(): void {
    this.all = [];
    for (const line of this.lines()) {
      const [x, y, width, height] = NAMES.map((name) => this.field(line, name)?.value.trim() ?? "");
      if (![x, y, width, height].every((value) => /^\d{1,5}$/.test(value ?? ""))) continue;
      const block = inside({ x: Number(x), y: Number(y), width: Number(width), height: Number(height) }, this.limits);
      if (block) this.all.push(block);
    }
    this.draw();
  }

  /** From the blocks to the numbers; there is always a line for each, and empty ones behind. */
  private write(): void {
    const lines = this.lines();
    const last = lines.at(-1);
    while (last && lines.length < this.all.length) {
      const line = last.cloneNode(true) as HTMLElement;
      const legend = line.querySelector("legend");
      if (legend) legend.textContent = (legend.textContent ?? "").replace(/\d+/, String(lines.length + 1));
      last.parentElement?.append(line);
      lines.push(line);
    }
    lines.forEach((line, at) => {
      const block = this.all[at];
      const values = block ? [block.x, block.y, block.width, block.height] : ["", "", "", ""];
      NAMES.forEach((name, number) => {
        const field = this.field(line, name);
        if (field) field.value = String(values[number]);
      });
    });
  }

  private draw(): void {
    const rects = this.all.map((block, at) => {
      const rect = document.createElementNS(SVG, "rect");
      rect.setAttribute("class", "nd-blocks__block");
      for (const name of ["x", "y", "width", "height"] as const) rect.setAttribute(name, String(block[name]));
      rect.setAttribute("tabindex", "0");
      rect.setAttribute("role", "button");
      rect.setAttribute("data-at", String(at));
      rect.setAttribute("aria-label", this.words("name", at));
      return rect;
    });
    this.layer?.replaceChildren(...rects);
  }

  private words(key: string, at: number): string {
    const block = this.all[at];
    const text = this.dataset[key] ?? "";
    return text
      .replace("{n}", String(at + 1))
      .replace("{w}", String(block?.width ?? 0))
      .replace("{h}", String(block?.height ?? 0));
  }

  private put(at: number, block: Block): void {
    this.all[at] = block;
    this.write();
    this.draw();
    this.focusOn(at);
  }

  private focusOn(at: number): void {
    this.layer?.querySelector<SVGRectElement>(`[data-at="${at}"]`)?.focus();
  }

  private add(): void {
    const { width, height } = this.limits;
    const [w, h] = [Math.max(Math.round(width / 6), 1), Math.max(Math.round(height / 6), 1)];
    const at = this.all.length;
    this.put(at, { x: Math.round((width - w) / 2), y: Math.round((height - h) / 2), width: w, height: h });
    this.say(this.words("added", at));
  }

  private drop(at: number): void {
    this.all.splice(at, 1);
    this.write();
    this.draw();
    if (this.all.length > 0) this.focusOn(Math.min(at, this.all.length - 1));
    else this.querySelector<HTMLButtonElement>("[data-tools] button")?.focus();
    this.say(this.dataset["removed"] ?? "");
  }

  private key(event: KeyboardEvent): void {
    const at = this.at(event.target);
    const block = this.all[at];
    if (!block || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      // A hundredth of the picture; with Alt one pixel.
      const step = event.altKey ? 1 : Math.max(Math.round(this.limits.width / 100), 1);
      const [dx, dy] = [arrow[0] * step, arrow[1] * step];
      this.put(at, event.shiftKey ? resized(block, dx, dy, this.limits) : moved(block, dx, dy, this.limits));
    } else if (event.key === "Delete" || event.key === "Backspace") this.drop(at);
    else return;
    event.preventDefault();
  }

  private at(target: EventTarget | null): number {
    const at = target instanceof Element ? target.getAttribute("data-at") : null;
    return at === null ? -1 : Number(at);
  }

  /** In pixels of the photo. */
  private point(event: PointerEvent): { x: number; y: number } {
    const box = this.picture?.getBoundingClientRect();
    const { width, height } = this.limits;
    if (!box || !box.width || !box.height) return { x: 0, y: 0 };
    // The picture keeps its shape and stands in the middle of its box.
    const scale = Math.min(box.width / width, box.height / height);
    return {
      x: (event.clientX - box.left - (box.width - width * scale) / 2) / scale,
      y: (event.clientY - box.top - (box.height - height * scale) / 2) / scale,
    };
  }

  /** On a block it is moved, near its lower right corner resized, elsewhere a new one is drawn. */
  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const start = this.point(event);
    const found = this.at(event.target);
    const old = this.all[found];
    const at = old ? found : this.all.length;
    const corner = Math.max(this.limits.width / 40, 12);
    const pulls = old !== undefined && old.x + old.width - start.x < corner && old.y + old.height - start.y < corner;
    const turn = new AbortController();
    const on = { signal: turn.signal };
    const follow = (next: PointerEvent): void => {
      const now = this.point(next);
      const [dx, dy] = [Math.round(now.x - start.x), Math.round(now.y - start.y)];
      const block = old ? (pulls ? resized : moved)(old, dx, dy, this.limits) : spanned(start, now, this.limits);
      if (block) this.put(at, block);
    };
    if (old) this.focusOn(at);
    window.addEventListener("pointermove", follow, on);
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => turn.abort(), on);
  }

  private say(text: string): void {
    if (this.status) this.status.textContent = text;
  }
}

customElements.define("nd-blocks", Blocks);
