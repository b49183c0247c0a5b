// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// MapLibre GL with our own tiles. The only module that imports the library: it is fetched when a map comes into sight.

import { addProtocol, LngLatBounds, Map as GlMap, setWorkerUrl } from "maplibre-gl";
import type { LngLatBoundsLike, StyleSpecification } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { Protocol } from "pmtiles";

import { MAX_ZOOM, MIN_ZOOM, Signals } from "./engine";
import type { Engine, EngineEvents, EngineOptions } from "./engine";
import type { Bounds, Point, Position, View } from "./mercator";
import { isDark, onThemeChange, wantsLessMotion } from "./theme";

// So many tiles fail without one that succeeds: the tiles are not there, not the network slow.
const GIVE_UP_AFTER = 6;
const START_MS = 20_000;

let prepared = false;

function prepare(): void {
  if (prepared) return;
  prepared = true;
  // A file of our own, not a blob: worker-src 'self' is all that the policy has to allow.
  setWorkerUrl(new URL(workerUrl, document.baseURI).href);
  addProtocol("pmtiles", new Protocol().tile);
}

/** The map, as soon as its first picture stands. Rejects where it cannot be drawn. */
export async function openMapLibre(options: EngineOptions): Promise<Engine> {
  prepare();
  const style = await loadStyle(styleAddress(options));
  const engine = new MapLibreEngine(options, style);
  try {
    await engine.ready();
  } catch (error) {
    engine.destroy();
    throw error;
  }
  return engine;
}

class MapLibreEngine implements Engine {
  readonly kind = "gl";
  private readonly map: GlMap;
  private readonly signals = new Signals();
  private readonly stopTheme: () => void;
  private drawn = false;
  private failures = 0;

  constructor(options: EngineOptions, style: StyleSpecification) {
    this.map = new GlMap({
      container: options.host,
      style,
      center: [options.view.lon, options.view.lat],
      zoom: options.view.zoom,
      minZoom: MIN_ZOOM,
      maxZoom: MAX_ZOOM,
      maxPitch: 0,
      ...(options.limits && { maxBounds: options.limits as unknown as LngLatBoundsLike }),
      attributionControl: false,
      keyboard: false,
      dragRotate: false,
      touchPitch: false,
      boxZoom: false,
      doubleClickZoom: !options.keepMiddle,
      renderWorldCopies: false,
      fadeDuration: wantsLessMotion() ? 0 : 150,
    });
    // The surface around it has the name and the focus; the canvas is a picture for the eyes.
    const canvas = this.map.getCanvas();
    canvas.tabIndex = -1;
    canvas.setAttribute("aria-hidden", "true");
    canvas.removeAttribute("role");
    canvas.removeAttribute("aria-label");
    this.gestures(options);
    this.listen();
    this.stopTheme = onThemeChange(() => void this.restyle(options));
  }

  private gestures(options: EngineOptions): void {
    const { touchZoomRotate, scrollZoom } = this.map;
    touchZoomRotate.disableRotation();
    const around = options.keepMiddle ? ({ around: "center" } as const) : undefined;
    touchZoomRotate.enable(around);
    scrollZoom.disable();
    if (!options.wheelAfterUse) {
      scrollZoom.enable(around);
      return;
    }
    const used = (): void => scrollZoom.enable(around);
    options.host.addEventListener("pointerdown", used);
    options.host.closest("[data-map-surface]")?.addEventListener("focus", used);
  }

  private listen(): void {
    this.map.on("move", () => this.signals.fire("move", undefined));
    this.map.on("moveend", () => this.signals.fire("settle", undefined));
    this.map.on("resize", () => this.signals.fire("move", undefined));
    this.map.on("click", ({ lngLat }) => this.signals.fire("tap", { lon: lngLat.lng, lat: lngLat.lat }));
    this.map.on("data", (event) => {
      if (event.dataType === "source" && "tile" in event && event.tile) this.drawn = true;
    });
    this.map.on("error", (event) => {
      this.failures += 1;
      // Not one tile but the file of all tiles: nothing will ever be drawn.
      const isSource = "sourceId" in event && !("tile" in event);
      const isOver = !this.drawn && (isSource || this.failures >= GIVE_UP_AFTER);
      if (isOver || isFatal(event.error)) this.signals.fire("fail", event.error.message);
    });
  }

  /** Waits for the first complete picture. */
  ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const clock = setTimeout(() => reject(new Error("no picture in time")), START_MS);
      const settled = (then: () => void): void => {
        clearTimeout(clock);
        then();
      };
      this.map.once("load", () => settled(resolve));
      this.on("fail", (reason) => settled(() => reject(new Error(reason))));
    });
  }

  private async restyle(options: EngineOptions): Promise<void> {
    this.map.setStyle(await loadStyle(styleAddress(options)));
  }

  view(): View {
    const { lng, lat } = this.map.getCenter();
    return { lon: lng, lat, zoom: this.map.getZoom() };
  }

  bounds(): Bounds {
    const [[west, south], [east, north]] = LngLatBounds.convert(this.map.getBounds()).toArray() as [number[], number[]];
    return [west, south, east, north] as Bounds;
  }

  project(position: Position): Point {
    return this.map.project([position.lon, position.lat]);
  }

  go(view: Position & { zoom?: number }, smooth: boolean): void {
    const target = { center: [view.lon, view.lat] as [number, number], zoom: view.zoom ?? this.map.getZoom() };
    if (smooth && !wantsLessMotion()) this.map.easeTo({ ...target, duration: 400 });
    else this.map.jumpTo(target);
  }

  panBy(x: number, y: number): void {
    this.map.panBy([x, y], { duration: wantsLessMotion() ? 0 : 120 });
  }

  zoomBy(step: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + step, duration: wantsLessMotion() ? 0 : 200 });
  }

  on<Name extends keyof EngineEvents>(name: Name, listener: (value: EngineEvents[Name]) => void): void {
    this.signals.on(name, listener);
  }

  destroy(): void {
    this.stopTheme();
    this.map.remove();
  }
}

const isFatal = (error: { message: string }): boolean => /worker|webgl|context/i.test(error.message);

const styleAddress = ({ style }: EngineOptions): string => (isDark() ? style.dark : style.light);

async function loadStyle(address: string): Promise<StyleSpecification> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`style: ${answer.status}`);
  return absolute((await answer.json()) as StyleSpecification);
}

/** Addresses in a style must be whole, because the worker that reads them has another base. */
function absolute(style: StyleSpecification): StyleSpecification {
  // The URL parser would encode the braces of {z}/{x}/{y} and {fontstack}.
  const whole = (address: string): string => {
    const [, pmtiles = "", path = ""] = /^(pmtiles:\/\/)?(.*)$/.exec(address) ?? [];
    return pmtiles + (path.startsWith("/") ? location.origin + path : path);
  };
  if (style.glyphs) style.glyphs = whole(style.glyphs);
  if (typeof style.sprite === "string") style.sprite = whole(style.sprite);
  for (const source of Object.values(style.sources)) {
    if ("url" in source && source.url) source.url = whole(source.url);
    if ("tiles" in source && source.tiles) source.tiles = source.tiles.map(whole);
  }
  return style;
}
