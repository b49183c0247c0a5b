// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The map without WebGL: one picture after another, drawn by the server for exactly this window. Slower, but complete.

import { MAX_ZOOM, MIN_ZOOM, Signals } from "./engine";
import type { Engine, EngineEvents, EngineOptions } from "./engine";
import { fromPixels, toPixels, visibleBounds } from "./mercator";
import type { Bounds, Point, Position, View } from "./mercator";
import { pictureAddress } from "./picture";
import { onThemeChange } from "./theme";

// Between two pictures, so that a held arrow key asks for one and not for thirty.
const PAUSE_MS = 180;
const TAP_PX = 6;

export class PictureEngine implements Engine {
  readonly kind = "still";
  private readonly signals = new Signals();
  private readonly picture = new Image();
  private readonly stopTheme: () => void;
  private readonly sizes: ResizeObserver;
  private current: View;
  private shown: View;
  private clock = 0;

  constructor(private readonly options: EngineOptions) {
    this.current = { ...options.view };
    this.shown = this.current;
    this.picture.className = "nd-map__still";
    this.picture.alt = "";
    this.picture.draggable = false;
    this.picture.addEventListener("load", () => this.arrived());
    options.host.append(this.picture);
    this.drags(options.host);
    this.sizes = new ResizeObserver(() => this.changed());
    this.sizes.observe(options.host);
    this.stopTheme = onThemeChange(() => this.ask());
    this.ask();
  }

  view(): View {
    return { ...this.current };
  }

  bounds(): Bounds {
    const { clientWidth, clientHeight } = this.options.host;
    return visibleBounds(this.current, clientWidth, clientHeight);
  }

  project(position: Position): Point {
    const { clientWidth, clientHeight } = this.options.host;
    const middle = toPixels(this.current, this.current.zoom);
    const point = toPixels(position, this.current.zoom);
    return { x: point.x - middle.x + clientWidth / 2, y: point.y - middle.y + clientHeight / 2 };
  }

  go(view: Position & { zoom?: number }): void {
    const zoom = Math.round(Math.max(MIN_ZOOM, Math.min(MAX_ZOOM, view.zoom ?? this.current.zoom)));
    this.current = { ...this.inside(view), zoom };
    this.changed();
  }

  panBy(x: number, y: number): void {
    const middle = toPixels(this.current, this.current.zoom);
    this.go(fromPixels({ x: middle.x + x, y: middle.y + y }, this.current.zoom));
  }

  zoomBy(step: number): void {
    this.go({ ...this.current, zoom: this.current.zoom + step });
  }

  on<Name extends keyof EngineEvents>(name: Name, listener: (value: EngineEvents[Name]) => void): void {
    this.signals.on(name, listener);
  }

  destroy(): void {
    this.stopTheme();
    this.sizes.disconnect();
    clearTimeout(this.clock);
    this.picture.remove();
  }

  private inside(position: Position): Position {
    if (!this.options.limits) return { lon: position.lon, lat: position.lat };
    const [west, south, east, north] = this.options.limits;
    return {
      lon: Math.max(west, Math.min(east, position.lon)),
      lat: Math.max(south, Math.min(north, position.lat)),
    };
  }

  private changed(): void {
    this.slide();
    this.signals.fire("move", undefined);
    clearTimeout(this.clock);
    this.clock = window.setTimeout(() => {
      this.ask();
      this.signals.fire("settle", undefined);
    }, PAUSE_MS);
  }

  /** Until the next picture is there, the old one moves and grows to where it belongs. */
  private slide(): void {
    const scale = 2 ** (this.current.zoom - this.shown.zoom);
    const from = toPixels(this.shown, this.current.zoom);
    const to = toPixels(this.current, this.current.zoom);
    this.picture.style.transform = `translate(${from.x - to.x}px, ${from.y - to.y}px) scale(${scale})`;
  }

  private ask(): void {
    const { clientWidth, clientHeight } = this.options.host;
    if (!clientWidth || !clientHeight) return;
    this.picture.dataset["view"] = JSON.stringify(this.current);
    this.picture.src = pictureAddress(this.options.still, this.current, clientWidth, clientHeight);
  }

  private arrived(): void {
    this.shown = JSON.parse(this.picture.dataset["view"] ?? "null") as View;
    this.slide();
  }

  private drags(host: HTMLElement): void {
    let start: Point | null = null;
    let last: Point = { x: 0, y: 0 };
    host.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      host.setPointerCapture(event.pointerId);
      start = last = { x: event.clientX, y: event.clientY };
    });
    host.addEventListener("pointermove", (event) => {
      if (!start) return;
      this.panBy(last.x - event.clientX, last.y - event.clientY);
      last = { x: event.clientX, y: event.clientY };
    });
    host.addEventListener("pointerup", (event) => {
      const moved = start ? Math.hypot(event.clientX - start.x, event.clientY - start.y) : Infinity;
      start = null;
      if (moved < TAP_PX) this.signals.fire("tap", this.at(event));
    });
    host.addEventListener("pointercancel", () => (start = null));
  }

  private at(event: PointerEvent): Position {
    const box = this.options.host.getBoundingClientRect();
    const middle = toPixels(this.current, this.current.zoom);
    const x = middle.x + event.clientX - box.left - box.width / 2;
    const y = middle.y + event.clientY - box.top - box.height / 2;
    return fromPixels({ x, y }, this.current.zoom);
  }
}
