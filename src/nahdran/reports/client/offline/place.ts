// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The place of a report: own position, a point on the map, or an address in words that the server looks up when the report arrives.

import type { Position } from "../../../places/client/lib/mercator.ts";
import { ownPosition } from "../../../places/client/lib/position.ts";
import { distance, pageLanguage } from "../../../places/client/lib/texts.ts";
import type { Catalogue } from "./catalogue.ts";
import { isInside } from "./catalogue.ts";
import { part, show } from "./dom.ts";
import type { Say } from "./dom.ts";
import type { Place } from "./draft.ts";
import type { OfflineMap } from "./map.ts";

export interface Choice extends Position {
  label: string;
}

export class PlaceStep {
  private map: OfflineMap | null = null;
  private current: Place | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly say: Say,
    private readonly catalogue: () => Catalogue | null,
    private readonly changed: (place: Place) => void,
  ) {
    part(root, "locate").addEventListener("click", () => void this.locate());
    part(root, "clear").addEventListener("click", () => {
      this.set({ lon: null, lat: null, source: "", accuracy: null });
      this.words.focus();
    });
    this.words.addEventListener("input", () => this.set({ words: this.words.value }));
    this.note.addEventListener("input", () => this.set({ note: this.note.value }));
    this.asset?.addEventListener("input", () => this.set({ asset: this.asset!.value }));
  }

  load(place: Place): void {
    this.current = { ...place };
    this.words.value = place.words;
    this.note.value = place.note;
    if (this.asset) this.asset.value = place.asset ?? "";
    this.draw();
  }

  /** The step is in sight: only now there is a map to measure. */
  async open(): Promise<void> {
    const root = this.root.querySelector<HTMLElement>("[data-offmap]");
    if (!root || this.map) return;
    // A part of its own, so that the first step is there sooner; the worker keeps it like all the rest.
    const { OfflineMap } = await import("./map.ts");
    this.map ??= new OfflineMap(
      root,
      ({ lon, lat }) => this.set({ lon, lat, source: "map", accuracy: null }),
      () => this.words.focus(),
    );
    this.point();
  }

  /** What the server found for the words, to choose from. */
  offer(choices: readonly Choice[]): void {
    const field = part(this.root, "choices");
    show(field, choices.length > 0);
    part(field, "choices-list").replaceChildren(...choices.map((choice, index) => this.choice(choice, index)));
  }

  /** The place in a line, for the review. */
  line(): string {
    const place = this.current;
    if (!place) return this.say("noPlace");
    const where = place.lon === null ? place.words : this.pointName(place);
    const number = this.number(place);
    return [where || (number ? "" : this.say("noPlace")), number, place.note].filter(Boolean).join("\n");
  }

  private get words(): HTMLInputElement {
    return this.root.querySelector<HTMLInputElement>("#id_words")!;
  }

  private get note(): HTMLInputElement {
    return this.root.querySelector<HTMLInputElement>("#id_note")!;
  }

  /** Only where the town has lists of lamps or benches. */
  private get asset(): HTMLInputElement | null {
    return this.root.querySelector<HTMLInputElement>("#id_asset");
  }

  private choice(choice: Choice, index: number): HTMLElement {
    const row = document.createElement("div");
    row.className = "kern-form-check";
    const input = Object.assign(document.createElement("input"), { type: "radio", name: "choice", id: `wahl-${index}`, className: "kern-form-check__radio" });
    const label = Object.assign(document.createElement("label"), { htmlFor: input.id, className: "kern-label", textContent: choice.label });
    input.addEventListener("change", () => {
      this.words.value = choice.label;
      this.set({ lon: choice.lon, lat: choice.lat, source: "address", accuracy: null, words: choice.label });
      this.point();
    });
    row.append(input, label);
    return row;
  }

  private async locate(): Promise<void> {
    this.status(this.say("locating"));
    const found = await ownPosition();
    if (!("lon" in found)) return this.status(this.say(found.kind));
    this.status("");
    this.set({ lon: found.lon, lat: found.lat, source: "position", accuracy: Math.round(found.accuracy) });
    this.point();
  }

  private point(): void {
    const place = this.current;
    if (place && place.lon !== null && place.lat !== null) this.map?.show({ lon: place.lon, lat: place.lat });
  }

  private set(some: Partial<Place>): void {
    if (!this.current) return;
    this.current = { ...this.current, ...some };
    this.draw();
    this.changed(this.current);
  }

  private draw(): void {
    const place = this.current;
    if (!place) return;
    const has = place.lon !== null && place.lat !== null;
    const known = this.catalogue();
    const outside = has && known !== null && !isInside(known.outline, place.lon!, place.lat!);
    const chosen = part(this.root, "chosen");
    chosen.dataset["state"] = outside ? "outside" : has || place.words || this.number(place) ? "inside" : "empty";
    part(chosen, "chosen-line").textContent = has ? this.pointName(place) : place.words || this.number(place) || this.say("noPlace");
    part(chosen, "chosen-note").textContent = outside ? `${this.say("outside")} ${known!.outside}` : this.remark(place, has);
    show(part(chosen, "chosen-clear"), has);
  }

  private number(place: Place): string {
    const number = place.asset?.trim();
    return number ? this.say("asset", { number }) : "";
  }

  private pointName(place: Place): string {
    if (place.source === "address") return place.words;
    return this.say(place.source === "position" ? "position" : "point");
  }

  private remark(place: Place, has: boolean): string {
    if (!has) return place.words ? this.say("address") : "";
    if (place.source === "address") return "";
    if (place.accuracy === null) return this.say("pointNote");
    return this.say("accuracy", { distance: distance(place.accuracy, pageLanguage()) });
  }

  private status(sentence: string): void {
    part(this.root, "place-status").textContent = sentence;
  }
}
