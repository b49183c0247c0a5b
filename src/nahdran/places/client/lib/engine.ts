// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// What draws the map. Two can: MapLibre (WebGL, our own vector tiles) and, where that fails, pictures drawn by the server.
// Everything above (pins, keys, picker) speaks to this interface only, so it works with both.

import type { Bounds, Point, Position, View } from "./mercator";

export interface EngineEvents {
  /** Something moves: pins follow. Fired for each drawn frame. */
  move: undefined;
  /** The movement is over. */
  settle: undefined;
  /** A click or tap on the ground. */
  tap: Position;
  /** The map can no longer be drawn; the owner changes to the other engine. */
  fail: string;
}

export interface Engine {
  readonly kind: "gl" | "still";
  view(): View;
  bounds(): Bounds;
  project(position: Position): Point;
  /** Goes there at once, or smoothly where the person has nothing against motion. */
  go(view: Position & { zoom?: number }, smooth: boolean): void;
  panBy(x: number, y: number): void;
  zoomBy(step: number): void;
  on<Name extends keyof EngineEvents>(name: Name, listener: (value: EngineEvents[Name]) => void): void;
  destroy(): void;
}

export interface EngineOptions {
  /** Empty element that the engine fills. */
  host: HTMLElement;
  view: View;
  /** Address of the style, for light and for dark. */
  style: { light: string; dark: string };
  /** Address of the picture that the server draws. */
  still: string;
  /** Nobody gets lost: the map ends a little beyond these. */
  limits: Bounds | null;
  /** The place in the middle stays in the middle while zooming. */
  keepMiddle: boolean;
  /** The wheel scrolls the page until the map is used. */
  wheelAfterUse: boolean;
}

export const MIN_ZOOM = 8;
export const MAX_ZOOM = 19;

/** Listeners by name; both engines are made on it. */
export class Signals {
  private readonly listeners = new Map<keyof EngineEvents, ((value: never) => void)[]>();

  on<Name extends keyof EngineEvents>(name: Name, listener: (value: EngineEvents[Name]) => void): void {
    this.listeners.set(name, [...(this.listeners.get(name) ?? []), listener as (value: never) => void]);
  }

  fire<Name extends keyof EngineEvents>(name: Name, value: EngineEvents[Name]): void {
    for (const listener of this.listeners.get(name) ?? []) (listener as (value: EngineEvents[Name]) => void)(value);
  }
}

export interface OpenEngine {
  engine: Engine;
  /** Why MapLibre does not draw, for the notice; null where it does. */
  reason: string | null;
}

/** MapLibre if this browser and the server give what it needs, otherwise pictures. Never fails. */
export async function openEngine(options: EngineOptions): Promise<OpenEngine> {
  try {
    if (!hasWebGL()) throw new Error("no WebGL 2");
    const { openMapLibre } = await import("./engine-gl");
    return { engine: await openMapLibre(options), reason: null };
  } catch (error) {
    options.host.replaceChildren();
    return { engine: await openPictures(options), reason: error instanceof Error ? error.message : String(error) };
  }
}

export async function openPictures(options: EngineOptions): Promise<Engine> {
  const { PictureEngine } = await import("./engine-still");
  return new PictureEngine(options);
}

function hasWebGL(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  // A browser keeps only a few contexts: give this one back before MapLibre asks for its own.
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
