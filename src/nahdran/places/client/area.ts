// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// <nd-area-picker>: an area drawn corner by corner, with a finger, a mouse or the keyboard. Without this file the form offers other ways.

import "./map.css";
import { crossesItself, parseCorners, sizeInWords, squareMetres, writeCorners } from "./lib/area";
import { CornerLayer } from "./lib/corner-layer";
import { fit } from "./lib/mercator";
import type { Position, View } from "./lib/mercator";
import { part, Stage } from "./lib/stage";
import { pageLanguage, Texts } from "./lib/texts";
import { whenVisible } from "./lib/visible";

const FEWEST = 3;
const PADDING_PX = 40;

export class AreaPicker extends HTMLElement {
  private texts = new Texts("{}");
  private corners: Position[] = [];
  private stage: Stage | null = null;
  private layer: CornerLayer | null = null;
  private started = false;

  connectedCallback(): void {
    if (this.started) return;
    this.started = true;
    this.texts = new Texts(this.dataset["texts"]);
    this.corners = parseCorners(this.field.value);
    for (const element of this.querySelectorAll<HTMLElement>("[data-area-script]")) element.hidden = false;
    this.button("set", () => this.setHere());
    this.button("back", () => this.change(this.corners.slice(0, -1)));
    this.button("clear", () => this.change([]));
    this.say();
    void whenVisible(this.root).then(() => this.open());
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.stage?.destroy();
    });
  }

  private get root(): HTMLElement {
    return part(this, "[data-area-map]");
  }

  private get field(): HTMLInputElement {
    return part<HTMLInputElement>(this, "[data-area-value]");
  }

  private button(name: string, act: () => void): void {
    part(this, `[data-area-${name}]`).addEventListener("click", act);
  }

  private async open(): Promise<void> {
    try {
      const stage = await Stage.open({ root: this.root, texts: this.texts, keepMiddle: false, wheelAfterUse: true, view: this.firstView() });
      this.stage = stage;
      this.layer = new CornerLayer(part(this, "[data-area-corners]"), part<HTMLElement>(this, "[data-area-shape]") as unknown as SVGElement, () => stage.engine, this.texts, {
        moved: (index, place) => this.change(this.corners.map((corner, at) => (at === index ? place : corner))),
        removed: (index) => this.drop(index),
      });
      stage.on("move", () => this.layer?.place());
      stage.on("tap", (place) => this.add(place));
      stage.onKey = (kind) => (kind === "set" ? this.setHere() : part(this, "[data-area-set]").focus());
      this.layer.show(this.corners);
    } catch {
      this.root.dataset["map"] = "none";
      part(this, "[data-area-status]").textContent = this.texts.get("noMap");
    }
  }

  /** The area that is there already, whole. */
  private firstView(): View | null {
    if (this.corners.length < 2) return null;
    const lons = this.corners.map(({ lon }) => lon);
    const lats = this.corners.map(({ lat }) => lat);
    const { clientWidth, clientHeight } = part(this.root, "[data-map-canvas]");
    return fit([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)], clientWidth, clientHeight, PADDING_PX, 17);
  }

  private setHere(): void {
    const view = this.stage?.engine.view();
    if (view) this.add({ lon: view.lon, lat: view.lat });
  }

  private add(place: Position): void {
    const most = Number(this.dataset["most"]);
    if (this.corners.length >= most) {
      this.stage?.say(this.texts.get("full", { most }));
      return;
    }
    this.change([...this.corners, place]);
  }

  private drop(index: number): void {
    this.change(this.corners.filter((_, at) => at !== index));
    this.stage?.say(this.texts.get("removed"));
    if (this.corners.length) this.layer?.focus(Math.min(index, this.corners.length - 1));
    else part(this.root, "[data-map-surface]").focus();
  }

  private change(corners: Position[]): void {
    this.corners = corners;
    this.field.value = writeCorners(corners);
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.layer?.show(corners);
    this.say();
  }

  private say(): void {
    const count = this.corners.length;
    const isCrossing = crossesItself(this.corners);
    const size = sizeInWords(squareMetres(this.corners), pageLanguage());
    const key = count === 0 ? "none" : count < FEWEST ? "few" : isCrossing ? "crossing" : "some";
    part(this, "[data-area-status]").textContent = this.texts.get(key, { count, size });
    this.toggleAttribute("data-crossing", isCrossing);
  }
}

customElements.define("nd-area-picker", AreaPicker);
