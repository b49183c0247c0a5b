// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Pins as real buttons above the map: one stop for the Tab key, arrow keys between them, a small card at the chosen one.

import type { Engine } from "./engine";
import { isOnePlace, LAST_ZOOM } from "./grouping";
import { nextInDirection } from "./keys";
import { metresInPixels } from "./mercator";
import type { Position } from "./mercator";
import { drawnNumber, drawPin } from "./pins";
import type { MapPoint } from "./points";
import type { Texts } from "./texts";

// A group opens so far: twice as near and a little more.
const GROUP_ZOOM = 2;
const EDGE_PX = 4;
// The card of one place names so many; the list has them all.
const NAMED = 8;

export interface PinEvents {
  chosen(point: MapPoint | null): void;
  pointed(point: MapPoint | null): void;
}

export class PinLayer {
  private readonly pins = new Map<string, { point: MapPoint; button: HTMLButtonElement }>();
  private readonly own = document.createElement("div");
  private ownPlace: (Position & { accuracy: number }) | null = null;
  private card: HTMLElement | null = null;
  private chosen = "";

  constructor(
    private readonly host: HTMLElement,
    private readonly engine: () => Engine,
    private readonly texts: Texts,
    private readonly events: PinEvents,
  ) {
    this.own.className = "nd-map__me";
    this.own.hidden = true;
    host.append(this.own);
    host.addEventListener("keydown", (event) => this.key(event));
  }

  show(points: readonly MapPoint[]): void {
    const wanted = new Set(points.map((point) => point.id));
    let left: string | null = null;
    for (const [id, pin] of this.pins) {
      if (wanted.has(id)) continue;
      if (pin.button === document.activeElement) left = id;
      else this.remove(id);
    }
    for (const point of points) this.put(point);
    this.place();
    if (left !== null) this.goOn(left);
  }

  /** The pin with the focus is no longer there, for instance a group that came apart: the nearest one takes over. */
  private goOn(id: string): void {
    const pin = this.pins.get(id)!;
    const from = this.engine().project(pin.point);
    const others = [...this.pins.values()].filter(({ button }) => button !== pin.button && !button.hidden);
    const away = ({ point }: { point: MapPoint }): number => {
      const { x, y } = this.engine().project(point);
      return Math.hypot(x - from.x, y - from.y);
    };
    const next = others.sort((a, b) => away(a) - away(b))[0];
    if (!next) return;
    next.button.focus();
    this.remove(id);
    this.oneTabStop();
  }

  private remove(id: string): void {
    if (id === this.chosen) this.choose(null);
    this.pins.get(id)?.button.remove();
    this.pins.delete(id);
  }

  /** Puts every pin where its place is now; called for each frame in which the map moves. */
  place(): void {
    const engine = this.engine();
    const { clientWidth, clientHeight } = this.host;
    for (const { point, button } of this.pins.values()) {
      const { x, y } = engine.project(point);
      const outside = x < -EDGE_PX || y < -EDGE_PX || x > clientWidth + EDGE_PX || y > clientHeight + 48;
      button.hidden = outside;
      button.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
      button.style.zIndex = String(point.id === this.chosen ? 9999 : Math.max(1, Math.round(y)));
    }
    this.placeCard();
    this.placeOwn();
    this.oneTabStop();
  }

  /** The row of the list that has the mouse or the focus lifts its pin. */
  lift(id: string | null): void {
    for (const { point, button } of this.pins.values()) {
      button.toggleAttribute("data-lifted", id !== null && (point.members ?? [point.id]).includes(id));
    }
  }

  choose(id: string | null): void {
    this.card?.remove();
    this.card = null;
    this.chosen = id ?? "";
    for (const [key, { button }] of this.pins) {
      if (key === id) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      if (button.hasAttribute("aria-expanded")) button.setAttribute("aria-expanded", String(key === id));
    }
    const pin = id === null ? undefined : this.pins.get(id);
    if (pin) this.openCard(pin.point, pin.button);
    this.place();
  }

  showOwnPosition(position: (Position & { accuracy: number }) | null): void {
    this.ownPlace = position;
    this.placeOwn();
  }

  private put(point: MapPoint): void {
    const known = this.pins.get(point.id);
    const button = known?.button ?? this.newButton(point.id);
    const drawing = drawPin(point.tone, point.count);
    button.replaceChildren(drawing);
    button.classList.toggle("nd-mappin--group", point.count > 1);
    button.setAttribute("aria-label", this.name(point));
    if (hasCard(point)) button.setAttribute("aria-expanded", String(point.id === this.chosen));
    else button.removeAttribute("aria-expanded");
    this.pins.set(point.id, { point, button });
  }

  private newButton(id: string): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "nd-mappin";
    button.tabIndex = -1;
    const point = (): MapPoint | null => this.pins.get(id)?.point ?? null;
    button.addEventListener("click", () => this.pressed(id));
    button.addEventListener("pointerenter", () => this.events.pointed(point()));
    button.addEventListener("pointerleave", () => this.events.pointed(null));
    button.addEventListener("focus", () => {
      this.oneTabStop();
      this.events.pointed(point());
    });
    button.addEventListener("blur", () => this.events.pointed(null));
    this.host.append(button);
    return button;
  }

  private name(point: MapPoint): string {
    if (point.count > 1) {
      const name = this.texts.get("group", { count: point.count, place: point.title });
      const drawn = drawnNumber(point.count);
      return name.includes(drawn) ? name : `${drawn}: ${name}`;
    }
    return [point.title, point.meta, point.status].filter(Boolean).join(", ");
  }

  private pressed(id: string): void {
    const point = this.pins.get(id)?.point;
    if (!point) return;
    if (point.count > 1 && !hasCard(point)) {
      this.openGroup(point);
      return;
    }
    const next = id === this.chosen ? null : id;
    this.choose(next);
    this.events.chosen(next === null ? null : point);
  }

  /** Nearer; where that is no longer possible, to the list of what is counted there. */
  private openGroup(point: MapPoint): void {
    const { zoom } = this.engine().view();
    if (zoom >= LAST_ZOOM && point.url) location.assign(point.url);
    else this.engine().go({ ...point, zoom: zoom + GROUP_ZOOM }, true);
  }

  private openCard(point: MapPoint, button: HTMLButtonElement): void {
    if (!hasCard(point)) return;
    const card = document.createElement("div");
    card.className = "nd-mapcard";
    card.setAttribute("role", "group");
    card.setAttribute("aria-label", point.count > 1 ? this.name(point) : point.title);
    card.append(...(point.count > 1 ? this.several(point.parts ?? []) : this.single(point)));
    const close = document.createElement("button");
    close.type = "button";
    close.className = "nd-mapcard__close";
    close.textContent = this.texts.get("close");
    close.addEventListener("click", () => this.closeCard(button));
    card.append(close);
    card.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.closeCard(button);
    });
    // Directly behind its pin, so that Tab goes from one to the other.
    button.after(card);
    this.card = card;
  }

  private single(point: MapPoint): HTMLElement[] {
    const state = line("nd-mapcard__state", drawPin(point.tone), point.status);
    return [line("nd-mapcard__title", linkTo(point)), line("nd-meta", point.meta), state];
  }

  /** What is reported at one and the same place. */
  private several(points: readonly MapPoint[]): HTMLElement[] {
    const list = document.createElement("ul");
    list.className = "nd-mapcard__list";
    for (const point of points.slice(0, NAMED)) {
      const item = document.createElement("li");
      item.append(drawPin(point.tone), linkTo(point), line("nd-meta", point.status));
      list.append(item);
    }
    const left = points.length - NAMED;
    return [list, line("nd-meta", left > 0 ? this.texts.get("moreInList", { count: left }) : "")];
  }

  private closeCard(button: HTMLButtonElement): void {
    this.choose(null);
    this.events.chosen(null);
    button.focus();
  }

  private placeCard(): void {
    const pin = this.pins.get(this.chosen);
    if (!this.card || !pin) return;
    const { x, y } = this.engine().project(pin.point);
    const { clientWidth } = this.host;
    const half = this.card.offsetWidth / 2 + 8;
    const middle = Math.max(half, Math.min(clientWidth - half, x));
    // Above the pin where there is room for it, otherwise below its tip.
    const above = y - 62 - this.card.offsetHeight > 0;
    this.card.hidden = pin.button.hidden;
    this.card.style.transform = `translate(${middle.toFixed(1)}px, ${(above ? y - 62 : y + 12).toFixed(1)}px)`;
    this.card.toggleAttribute("data-below", !above);
  }

  private placeOwn(): void {
    this.own.hidden = this.ownPlace === null;
    if (!this.ownPlace) return;
    const { x, y } = this.engine().project(this.ownPlace);
    const radius = Math.max(14, Math.min(400, metresInPixels(this.ownPlace.accuracy, this.engine().view())));
    this.own.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    this.own.style.setProperty("--nd-me-halo", `${radius.toFixed(1)}px`);
  }

  private visibleButtons(): HTMLButtonElement[] {
    return [...this.pins.values()].map(({ button }) => button).filter((button) => !button.hidden);
  }

  /** Tab enters at the pin that has or had the focus, otherwise at the first. */
  private oneTabStop(): void {
    const buttons = this.visibleButtons();
    const focused = buttons.find((button) => button === document.activeElement);
    const entry = focused ?? buttons.find((button) => button.tabIndex === 0) ?? buttons[0];
    for (const button of buttons) button.tabIndex = button === entry ? 0 : -1;
  }

  private key(event: KeyboardEvent): void {
    const buttons = this.visibleButtons();
    const from = buttons.indexOf(event.target as HTMLButtonElement);
    if (from < 0) return;
    if (event.key === "Escape" && this.chosen) {
      this.closeCard(event.target as HTMLButtonElement);
      event.preventDefault();
      return;
    }
    const spots = buttons.map((button) => this.spot(button));
    const next = buttons[nextInDirection(spots, from, event.key)];
    if (event.key.startsWith("Arrow")) event.preventDefault();
    next?.focus();
  }

  private spot(button: HTMLButtonElement): { x: number; y: number } {
    const found = [...this.pins.values()].find((pin) => pin.button === button);
    return found ? this.engine().project(found.point) : { x: 0, y: 0 };
  }
}

function line(className: string, ...content: (Node | string)[]): HTMLElement {
  const paragraph = document.createElement("p");
  paragraph.className = className;
  paragraph.append(...content);
  paragraph.hidden = content.every((part) => part === "");
  return paragraph;
}

/** A single thing with a page of its own, or several at one place. */
function hasCard({ count, url, parts }: MapPoint): boolean {
  if (count === 1) return url !== "";
  return parts !== undefined && parts.every((one) => one.count === 1 && one.url !== "") && isOnePlace(parts);
}

function linkTo({ url, title }: MapPoint): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  return link;
}
