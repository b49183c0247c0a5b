// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The map of the kept form: one drawn picture of the whole town lies on the device and is enlarged; with a network a sharper one lies over it.
// By finger, mouse or keys the town moves under the pin. No map library: it would be larger than all the rest.

import { PictureEngine } from "../../../places/client/lib/engine-still.ts";
import { mapAction } from "../../../places/client/lib/keys.ts";
import { numbers, toPixels } from "../../../places/client/lib/mercator.ts";
import type { Bounds, Position, View } from "../../../places/client/lib/mercator.ts";
import { part } from "./dom.ts";

const CLOSE = 17;

export class OfflineMap {
  private readonly engine: PictureEngine;
  private readonly picture: View;
  private readonly size: number;
  private readonly town: HTMLImageElement;

  /** `moved` is called when a person has moved the map, not a program; `left` on Escape. */
  constructor(
    private readonly root: HTMLElement,
    private readonly moved: (place: Position) => void,
    private readonly left: () => void,
  ) {
    const value = (name: string): number => Number(root.dataset[name]);
    this.picture = { lon: value("lon"), lat: value("lat"), zoom: value("zoom") };
    this.size = value("size");
    this.town = part<HTMLImageElement>(root, "town");
    this.town.src = root.dataset["src"] ?? "";
    const limits = numbers(root.dataset["bounds"], 4) as Bounds | null;
    this.engine = new PictureEngine({
      host: part(root, "canvas"),
      view: { ...this.picture, zoom: Math.max(11, Math.floor(this.picture.zoom) - 1) },
      style: { light: "", dark: "" },
      still: root.dataset["still"] ?? "",
      limits,
      keepMiddle: true,
      wheelAfterUse: true,
    });
    this.engine.on("move", () => this.place());
    this.listen();
    new ResizeObserver(() => this.place()).observe(root);
    this.place();
  }

  show(position: Position): void {
    this.engine.go({ ...position, zoom: Math.max(CLOSE, this.engine.view().zoom) });
  }

  /** The large picture, so that the town's own pixels lie where the small window shows them. */
  private place(): void {
    const { clientWidth, clientHeight } = this.root;
    const view = this.engine.view();
    const scale = 2 ** (view.zoom - this.picture.zoom);
    const from = toPixels(view, view.zoom);
    const to = toPixels(this.picture, view.zoom);
    const edge = this.size * scale;
    this.town.style.inlineSize = this.town.style.blockSize = `${edge}px`;
    this.town.style.transform = `translate(${to.x - from.x + clientWidth / 2 - edge / 2}px, ${to.y - from.y + clientHeight / 2 - edge / 2}px)`;
  }

  private listen(): void {
    const { engine } = this;
    const used = (): void => this.moved(engine.view());
    const zoom = (step: number): void => {
      engine.zoomBy(step);
      used();
    };
    part(this.root, "zoom-in").addEventListener("click", () => zoom(1));
    part(this.root, "zoom-out").addEventListener("click", () => zoom(-1));
    engine.on("tap", (position) => {
      engine.go(position);
      used();
    });
    const surface = part(this.root, "surface");
    surface.addEventListener("keydown", (event) => {
      const action = mapAction(event);
      if (!action) return;
      event.preventDefault();
      if (action.kind === "leave") return this.left();
      if (action.kind === "pan") engine.panBy(action.x, action.y);
      if (action.kind === "zoom") engine.zoomBy(action.step);
      used();
    });
    // Only what a hand did counts: the engine also moves when a place is shown.
    let down = false;
    surface.addEventListener("pointerdown", () => (down = true));
    surface.addEventListener("pointermove", () => void (down && used()));
    for (const name of ["pointerup", "pointercancel"]) surface.addEventListener(name, () => (down = false));
  }
}
