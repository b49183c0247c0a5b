// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The corners of a drawn area as buttons above the map: dragged by pointer, moved by arrow keys, deleted by key.

import type { Engine } from "./engine";
import { fromPixels, toPixels } from "./mercator";
import type { Point, Position } from "./mercator";
import type { Texts } from "./texts";

const STEP_PX = 20;
const SMALL_STEP_PX = 4;
const DRAG_PX = 3;

const DIRECTIONS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface CornerEvents {
  moved(index: number, place: Position): void;
  removed(index: number): void;
}

export class CornerLayer {
  private readonly buttons: HTMLButtonElement[] = [];
  private corners: readonly Position[] = [];

  constructor(
    private readonly host: HTMLElement,
    private readonly shape: SVGElement,
    private readonly engine: () => Engine,
    private readonly texts: Texts,
    private readonly events: CornerEvents,
  ) {}

  show(corners: readonly Position[]): void {
    this.corners = corners;
    while (this.buttons.length > corners.length) this.buttons.pop()?.remove();
    while (this.buttons.length < corners.length) this.add(this.buttons.length);
    this.buttons.forEach((button, index) => {
      button.setAttribute("aria-label", this.texts.get("corner", { number: index + 1, count: corners.length }));
    });
    this.place();
  }

  /** After the map has moved. */
  place(): void {
    const spots = this.corners.map((corner) => this.engine().project(corner));
    spots.forEach(({ x, y }, index) => {
      this.buttons[index]!.style.transform = `translate(${x}px, ${y}px)`;
    });
    this.shape.setAttribute("points", spots.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" "));
  }

  focus(index: number): void {
    this.buttons[index]?.focus();
  }

  private add(index: number): void {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "nd-area__corner";
    button.addEventListener("keydown", (event) => this.key(event, index));
    this.drags(button, index);
    this.buttons.push(button);
    this.host.append(button);
  }

  private key(event: KeyboardEvent, index: number): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction) {
      const step = event.shiftKey ? SMALL_STEP_PX : STEP_PX;
      this.shift(index, { x: direction[0] * step, y: direction[1] * step });
    } else if (event.key === "Delete" || event.key === "Backspace") this.events.removed(index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private shift(index: number, by: Point): void {
    const { zoom } = this.engine().view();
    const here = toPixels(this.corners[index]!, zoom);
    this.events.moved(index, fromPixels({ x: here.x + by.x, y: here.y + by.y }, zoom));
  }

  private drags(button: HTMLButtonElement, index: number): void {
    let last: Point | null = null;
    let isDragged = false;
    button.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      button.setPointerCapture(event.pointerId);
      last = { x: event.clientX, y: event.clientY };
      isDragged = false;
    });
    button.addEventListener("pointermove", (event) => {
      if (!last) return;
      const by = { x: event.clientX - last.x, y: event.clientY - last.y };
      if (!isDragged && Math.hypot(by.x, by.y) < DRAG_PX) return;
      isDragged = true;
      last = { x: event.clientX, y: event.clientY };
      this.shift(index, by);
    });
    for (const name of ["pointerup", "pointercancel"]) button.addEventListener(name, () => (last = null));
  }
}
