// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The map inside an element: engine, zoom buttons, keys, the notice when only pictures are possible. Used by both elements.

import { openEngine, openPictures } from "./engine";
import type { Engine, EngineEvents, EngineOptions } from "./engine";
import { Signals } from "./engine";
import { mapAction } from "./keys";
import { fit, numbers } from "./mercator";
import type { Bounds, View } from "./mercator";
import type { Texts } from "./texts";

export interface StageOptions {
  root: HTMLElement;
  texts: Texts;
  keepMiddle: boolean;
  wheelAfterUse: boolean;
  /** Where the map begins; the whole town if null. */
  view: View | null;
}

export class Stage {
  readonly surface: HTMLElement;
  private readonly signals = new Signals();

  private constructor(
    private readonly options: StageOptions,
    private current: Engine,
  ) {
    this.surface = part(options.root, "[data-map-surface]");
    this.forward();
    this.buttons();
    // Who goes on using the map has read what stood on it.
    for (const name of ["pointerdown", "keydown"]) this.surface.addEventListener(name, () => this.say(""));
    this.surface.addEventListener("keydown", (event) => this.key(event));
    options.root.dataset["map"] = current.kind;
  }

  static async open(options: StageOptions): Promise<Stage> {
    const { engine, reason } = await openEngine(engineOptions(options));
    const stage = new Stage(options, engine);
    if (reason !== null) stage.say(options.texts.get("pictures"));
    return stage;
  }

  get engine(): Engine {
    return this.current;
  }

  on<Name extends keyof EngineEvents>(name: Name, listener: (value: EngineEvents[Name]) => void): void {
    this.signals.on(name, listener);
  }

  /** Enter and Escape on the surface. */
  onKey: (kind: "set" | "leave") => void = () => undefined;
  /** A person has moved the map by key or button, not the program. */
  onUse: () => void = () => undefined;

  /** One sentence on the map, spoken too; an empty one takes it away. */
  say(sentence: string): void {
    const notice = part(this.options.root, "[data-map-notice]");
    notice.textContent = sentence;
    notice.hidden = sentence === "";
  }

  destroy(): void {
    this.current.destroy();
  }

  private forward(): void {
    this.current.on("move", () => this.signals.fire("move", undefined));
    this.current.on("settle", () => this.signals.fire("settle", undefined));
    this.current.on("tap", (position) => this.signals.fire("tap", position));
    this.current.on("fail", () => void this.fallBack());
  }

  private async fallBack(): Promise<void> {
    if (this.current.kind === "still") return;
    const view = this.current.view();
    this.current.destroy();
    const options = engineOptions(this.options);
    options.host.replaceChildren();
    this.current = await openPictures({ ...options, view });
    this.options.root.dataset["map"] = this.current.kind;
    this.forward();
    this.say(this.options.texts.get("pictures"));
    this.signals.fire("move", undefined);
  }

  private buttons(): void {
    for (const [name, step] of [["in", 1], ["out", -1]] as const) {
      const button = this.options.root.querySelector(`[data-map-${name}]`);
      button?.addEventListener("click", () => this.current.zoomBy(step));
    }
  }

  private key(event: KeyboardEvent): void {
    const action = mapAction(event);
    if (!action) return;
    event.preventDefault();
    if (action.kind === "pan") {
      this.onUse();
      this.current.panBy(action.x, action.y);
    } else if (action.kind === "zoom") this.current.zoomBy(action.step);
    else this.onKey(action.kind);
  }
}

export function part<Kind extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): Kind {
  const found = root.querySelector<Kind>(selector);
  if (!found) throw new Error(`${selector} is missing in the map's template`);
  return found;
}

function engineOptions({ root, view, keepMiddle, wheelAfterUse }: StageOptions): EngineOptions {
  const data = root.dataset;
  const host = part(root, "[data-map-canvas]");
  const bounds = numbers(data["bounds"], 4) as Bounds | null;
  return {
    host,
    view: view ?? (bounds ? fit(bounds, host.clientWidth, host.clientHeight, 12) : { lon: 10.3, lat: 51.1, zoom: 8 }),
    style: { light: data["style"] ?? "", dark: data["styleDark"] ?? data["style"] ?? "" },
    still: data["still"] ?? "",
    limits: bounds && widened(bounds),
    keepMiddle,
    wheelAfterUse,
  };
}

/** Half as far again on each side, so that the edge of the town can stand in the middle of the window. */
function widened([west, south, east, north]: Bounds): Bounds {
  const [x, y] = [(east - west) / 2, (north - south) / 2];
  return [west - x, south - y, east + x, north + y];
}
