// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The map of the picker: its middle is the place. Fetched only when the map comes into sight.

import { gather } from "./grouping";
import { Inset } from "./inset";
import { metresBetween, numbers } from "./mercator";
import type { Bounds, Position, View } from "./mercator";
import { PinLayer } from "./pin-layer";
import { Latest } from "./api";
import { fetchPoints, pointsAddress } from "./points";
import { part, Stage } from "./stage";
import type { Texts } from "./texts";

export interface MapBoxOptions {
  root: HTMLElement;
  texts: Texts;
  place: Position | null;
  /** A person moved the map: this is the place now. */
  moved(place: Position): void;
  set(): void;
  leave(): void;
}

// The numbers of houses are drawn from here on.
const PLACE_ZOOM = 17.5;
// Farther away, single reports say nothing about this place.
const POINTS_ZOOM = 14.5;
const SAME_PLACE_M = 0.5;
const CALM_MS = 260;

export class MapBox {
  private readonly pins: PinLayer;
  private readonly inset: Inset | null;
  private readonly points = new Latest();
  private middle: Position;
  private byProgram = false;
  private clock = 0;

  private constructor(
    private readonly options: MapBoxOptions,
    private readonly stage: Stage,
  ) {
    const { root, texts } = options;
    this.middle = stage.engine.view();
    this.pins = new PinLayer(part(root, "[data-map-pins]"), () => stage.engine, texts, {
      chosen: () => undefined,
      pointed: () => undefined,
    });
    this.inset = overview(root);
    stage.on("move", () => this.follow());
    stage.on("settle", () => this.settled());
    stage.on("tap", (place) => stage.engine.go(place, true));
    stage.onKey = (kind) => (kind === "set" ? this.setHere() : options.leave());
    this.follow();
    void this.loadPoints();
  }

  static async open(options: MapBoxOptions): Promise<MapBox> {
    const view: View | null = options.place ? { lon: options.place.lon, lat: options.place.lat, zoom: PLACE_ZOOM } : null;
    const { root, texts } = options;
    const stage = await Stage.open({ root, texts, keepMiddle: true, wheelAfterUse: true, view });
    return new MapBox(options, stage);
  }

  /** Shows a place that was chosen elsewhere. */
  show(place: Position): void {
    this.byProgram = true;
    this.stage.engine.go({ ...place, zoom: Math.max(PLACE_ZOOM, this.stage.engine.view().zoom) }, true);
  }

  showOwnPosition(position: (Position & { accuracy: number }) | null): void {
    this.pins.showOwnPosition(position);
  }

  say(sentence: string): void {
    this.stage.say(sentence);
  }

  destroy(): void {
    clearTimeout(this.clock);
    this.inset?.destroy();
    this.stage.destroy();
  }

  private follow(): void {
    this.pins.place();
    this.inset?.show(this.stage.engine.bounds());
    this.options.root.toggleAttribute("data-moving", true);
    clearTimeout(this.clock);
    this.clock = window.setTimeout(() => this.options.root.removeAttribute("data-moving"), CALM_MS);
  }

  private settled(): void {
    const here = this.stage.engine.view();
    const isSame = metresBetween(here, this.middle) < SAME_PLACE_M;
    this.middle = here;
    void this.loadPoints();
    if (this.byProgram) this.byProgram = false;
    else if (!isSame) this.options.moved({ lon: here.lon, lat: here.lat });
  }

  private setHere(): void {
    const { lon, lat } = this.stage.engine.view();
    this.options.moved({ lon, lat });
    this.options.set();
  }

  /** What is already reported near by; without it the map is a map all the same. */
  private async loadPoints(): Promise<void> {
    const source = this.options.root.dataset["src"];
    if (!source) return;
    if (this.stage.engine.view().zoom < POINTS_ZOOM) {
      this.points.cancel();
      this.pins.show([]);
      return;
    }
    const address = pointsAddress(source, this.stage.engine.bounds(), this.stage.engine.view().zoom);
    const found = await this.points.run((signal) => fetchPoints(address, signal)).catch(() => null);
    if (found) this.pins.show(gather(found.points, this.stage.engine.view().zoom));
  }
}

function overview(root: HTMLElement): Inset | null {
  const host = root.querySelector<HTMLElement>("[data-map-inset]");
  const town = numbers(root.dataset["bounds"], 4) as Bounds | null;
  return host && town ? new Inset(host, town, root.dataset["still"] ?? "") : null;
}
