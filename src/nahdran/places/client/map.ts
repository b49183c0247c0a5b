// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// <nd-map>: points on a map, with a list that shows the same. data-src gives the points; without it, data-lon and data-lat give one.
// data-view and data-hide name the values of the address in which the view is kept; data-here is the list for the visible part.

import "./map.css";
import { Latest } from "./lib/api";
import { gather } from "./lib/grouping";
import { ListTwin } from "./lib/list-twin";
import { metresBetween, numbers } from "./lib/mercator";
import type { Bounds, Position, View } from "./lib/mercator";
import { Permalink } from "./lib/permalink";
import { PinLayer } from "./lib/pin-layer";
import { toTone } from "./lib/pins";
import { fetchPoints, pointsAddress } from "./lib/points";
import type { MapPoint } from "./lib/points";
import { ownPosition } from "./lib/position";
import { part, Stage } from "./lib/stage";
import { distance, pageLanguage, Texts } from "./lib/texts";
import { whenVisible } from "./lib/visible";

const ONE_PLACE_ZOOM = 16.5;
const OWN_ZOOM = 16;
const PAUSE_MS = 200;

export class PointMap extends HTMLElement {
  private texts = new Texts("{}");
  private stage: Stage | null = null;
  private pins: PinLayer | null = null;
  private twin: ListTwin | null = null;
  private permalink: Permalink | null = null;
  private home: View | null = null;
  private clock = 0;
  private started = false;
  private readonly latest = new Latest();

  connectedCallback(): void {
    if (this.started) return;
    this.started = true;
    this.texts = new Texts(this.dataset["texts"]);
    void whenVisible(this).then(() => this.open());
  }

  disconnectedCallback(): void {
    clearTimeout(this.clock);
    this.latest.cancel();
    // Moved within the page it comes back at once; taken out of it, its WebGL context must go.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.twin?.destroy();
      this.permalink?.destroy();
      this.stage?.destroy();
    });
  }

  /** Loads the points anew, for instance after a filter has changed `data-src`. */
  async reload(): Promise<void> {
    const { stage, pins } = this;
    const source = this.dataset["src"];
    if (!stage || !pins || !source) return;
    const address = pointsAddress(source, stage.engine.bounds(), stage.engine.view().zoom);
    try {
      const found = await this.latest.run((signal) => fetchPoints(address, signal));
      if (!found) return;
      pins.show([...gather(found.points, stage.engine.view().zoom), ...this.mark()]);
      if (found.notice) stage.say(found.notice);
    } catch {
      stage.say(this.texts.get("pointsFailed"));
    }
  }

  private async open(): Promise<void> {
    for (const element of this.querySelectorAll<HTMLElement>("[data-map-script]")) element.hidden = false;
    const only = this.onlyPoint();
    const { view, hide } = this.dataset;
    this.permalink = view && hide ? new Permalink(view, hide) : null;
    const stage = await Stage.open({
      root: this,
      texts: this.texts,
      keepMiddle: false,
      wheelAfterUse: true,
      view: only ? { lon: only.lon, lat: only.lat, zoom: ONE_PLACE_ZOOM } : this.firstView(),
    });
    this.stage = stage;
    this.home = stage.engine.view();
    this.pins = new PinLayer(part(this, "[data-map-pins]"), () => stage.engine, this.texts, {
      chosen: (point) => this.chosen(point),
      pointed: (point) => this.twin?.lift(point ? (point.members ?? [point.id]) : []),
    });
    this.twin = this.listTwin();
    stage.on("move", () => this.pins?.place());
    stage.on("settle", () => this.settled());
    stage.onKey = (kind) => (kind === "leave" ? this.leave() : this.enterPins());
    this.querySelector("[data-map-locate]")?.addEventListener("click", () => void this.locate());
    this.switchPins();
    this.offerHere();
    if (only) this.pins.show([only]);
    else await this.reload();
  }

  private onlyPoint(): MapPoint | null {
    const place = numbers(`${this.dataset["lon"] ?? ""},${this.dataset["lat"] ?? ""}`, 2);
    if (!place) return null;
    const { tone, title = "", status = "" } = this.dataset;
    return { id: "only", lon: place[0]!, lat: place[1]!, tone: toTone(tone), title, status, meta: "", url: "", count: 1 };
  }

  /** The place that the page speaks of, beside what is found around it. */
  private mark(): MapPoint[] {
    const place = numbers(this.dataset["mark"], 2);
    const title = this.dataset["markTitle"] ?? "";
    return place ? [{ id: "mark", lon: place[0]!, lat: place[1]!, tone: "place", title, status: "", meta: "", url: "", count: 1 }] : [];
  }

  private firstView(): View | null {
    const kept = this.permalink?.view();
    if (kept) return kept;
    const center = numbers(this.dataset["center"], 2);
    const zoom = Number(this.dataset["zoom"]);
    return center && zoom ? { lon: center[0]!, lat: center[1]!, zoom } : null;
  }

  private listTwin(): ListTwin | null {
    const list = this.dataset["list"] ? document.querySelector<HTMLElement>(this.dataset["list"]) : null;
    return list && new ListTwin(list, (id) => this.pins?.lift(id));
  }

  private settled(): void {
    clearTimeout(this.clock);
    this.clock = window.setTimeout(() => void this.reload(), PAUSE_MS);
    const bounds = this.stage?.engine.bounds();
    this.keepView();
    this.offerHere();
    this.dispatchEvent(new CustomEvent("nd-map-move", { bubbles: true, detail: { bounds } }));
  }

  /** Once somebody has moved the map; where it begins by itself need not stand in the address. */
  private keepView(): void {
    const view = this.stage?.engine.view();
    if (!view || !this.permalink) return;
    const moved = !this.home || view.zoom !== this.home.zoom || metresBetween(view, this.home) > 1;
    if (moved || this.permalink.view()) this.permalink.keep(view);
  }

  /** The button that takes all pins off the map and puts them back. */
  private switchPins(): void {
    const button = this.querySelector<HTMLButtonElement>("[data-map-hide]");
    const host = part(this, "[data-map-pins]");
    if (!button) return;
    const set = (hidden: boolean): void => {
      host.hidden = hidden;
      button.setAttribute("aria-pressed", String(hidden));
    };
    set(this.permalink?.hidesPins() ?? false);
    button.addEventListener("click", () => {
      set(!host.hidden);
      this.permalink?.hidePins(host.hidden);
      if (!host.hidden) this.pins?.place();
    });
  }

  /** The link to the list of what the map shows right now. */
  private offerHere(): void {
    const link = this.querySelector<HTMLAnchorElement>("[data-map-here]");
    const bounds = this.stage?.engine.bounds();
    if (!link || !bounds) return;
    const address = new URL(link.href);
    address.searchParams.set("bbox", bounds.map((degree) => degree.toFixed(5)).join(","));
    link.href = address.href;
  }

  private chosen(point: MapPoint | null): void {
    this.twin?.select(point?.id ?? null);
    this.dispatchEvent(new CustomEvent("nd-map-select", { bubbles: true, detail: { id: point?.id ?? null } }));
  }

  /** Enter on the map goes to its pins. */
  private enterPins(): void {
    this.querySelector<HTMLElement>('.nd-mappin[tabindex="0"]')?.focus();
  }

  /** Escape goes on behind the map: to its list if it has one. */
  private leave(): void {
    const list = this.twin?.list;
    if (!list) return;
    if (!list.hasAttribute("tabindex")) list.tabIndex = -1;
    list.focus();
  }

  private async locate(): Promise<void> {
    const { stage } = this;
    if (!stage) return;
    stage.say(this.texts.get("locating"));
    const found = await ownPosition();
    if (!("lon" in found)) {
      stage.say(this.texts.get(found.kind));
      return;
    }
    if (!this.isNear(found)) {
      stage.say(this.texts.get("far"));
      return;
    }
    this.pins?.showOwnPosition(found);
    stage.engine.go({ ...found, zoom: Math.max(OWN_ZOOM, stage.engine.view().zoom) }, true);
    stage.say(found.kind === "rough" ? this.texts.get("rough", { distance: distance(found.accuracy, pageLanguage()) }) : "");
  }

  private isNear({ lon, lat }: Position): boolean {
    const bounds = numbers(this.dataset["bounds"], 4) as Bounds | null;
    return !bounds || (lon >= bounds[0] && lat >= bounds[1] && lon <= bounds[2] && lat <= bounds[3]);
  }
}

customElements.define("nd-map", PointMap);
