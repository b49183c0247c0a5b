// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// <nd-place-picker>: three equal ways to a place. Without this file the same form searches the address on the server;
// without WebGL the map is made of pictures; without any map the address and the own position remain.

import "./map.css";
import { describe, Latest, searchAddresses } from "./lib/api";
import type { AddressHit, Description } from "./lib/api";
import { Combobox } from "./lib/combobox";
import type { MapBox } from "./lib/map-box";
import type { Position } from "./lib/mercator";
import { ownPosition } from "./lib/position";
import { distance, pageLanguage, Texts } from "./lib/texts";
import { whenVisible } from "./lib/visible";

type Source = "address" | "map" | "position";
type State = "empty" | "inside" | "outside";

const PAUSE_MS = 250;

export class PlacePicker extends HTMLElement {
  private texts = new Texts("{}");
  private combobox: Combobox | null = null;
  private box: MapBox | null = null;
  private place: Position | null = null;
  private clock = 0;
  private started = false;
  // Enter was pressed: the place is confirmed in words as soon as its name is known.
  private toConfirm = false;
  private readonly describing = new Latest();
  private readonly nearing = new Latest();

  connectedCallback(): void {
    if (this.started) return;
    this.started = true;
    this.texts = new Texts(this.dataset["texts"]);
    this.place = this.storedPlace();
    this.reveal();
    this.combobox = new Combobox({
      input: this.piece("query"),
      list: this.piece("suggestions"),
      status: this.piece("status"),
      texts: this.texts,
      search: (text, signal) => searchAddresses(this.dataset["search"] ?? "", text, signal),
      chosen: (hit) => this.chooseAddress(hit),
    });
    this.piece("locate").addEventListener("click", () => void this.locate());
    void whenVisible(this.mapRoot).then(() => this.openMap());
    if (this.piece<HTMLElement>("found").dataset["state"] === "inside") void this.showNear(this.place);
  }

  disconnectedCallback(): void {
    clearTimeout(this.clock);
    this.describing.cancel();
    this.nearing.cancel();
    // Moved within the page it comes back at once; taken out of it, its WebGL context must go.
    queueMicrotask(() => {
      if (!this.isConnected) this.box?.destroy();
    });
  }

  private get mapRoot(): HTMLElement {
    return this.piece("map");
  }

  private piece<Kind extends HTMLElement = HTMLInputElement>(name: string): Kind {
    const found = this.querySelector<Kind>(`[data-picker-${name}]`);
    if (!found) throw new Error(`data-picker-${name} is missing in the template`);
    return found;
  }

  private storedPlace(): Position | null {
    const [lon, lat] = [this.piece("lon").value, this.piece("lat").value];
    return lon && lat ? { lon: Number(lon), lat: Number(lat) } : null;
  }

  /** What only a script can do appears; the button for the search on the server goes, as suggestions come by themselves. */
  private reveal(): void {
    for (const element of this.querySelectorAll<HTMLElement>("[data-picker-script]")) element.hidden = false;
    for (const element of this.querySelectorAll<HTMLElement>("[data-picker-plain]")) element.remove();
    this.piece("query").addEventListener("input", () => (this.piece("state").value = ""));
    // A list that the server found stays, until one of the quicker ways was used.
    this.addEventListener("nd-place-change", () => this.querySelector("[data-picker-hits]")?.remove());
    if (this.place) this.piece("state").value = "chosen";
  }

  private async openMap(): Promise<void> {
    try {
      const { MapBox } = await import("./lib/map-box");
      this.box = await MapBox.open({
        root: this.mapRoot,
        texts: this.texts,
        place: this.place,
        moved: (place) => this.moveTo(place),
        set: () => (this.toConfirm = true),
        leave: () => this.piece<HTMLElement>("found").focus(),
      });
      if (this.place) this.box.show(this.place);
    } catch {
      // Not even pictures: the two other ways stay, and the person knows.
      this.mapRoot.dataset["map"] = "none";
      this.say("noMap");
    }
  }

  private chooseAddress(hit: AddressHit): void {
    this.store(hit, "address", hit.label);
    this.box?.show(hit);
    this.show("inside", hit.label, this.responsible(hit.district));
    void this.showNear(hit);
  }

  /** The map was moved under the pin. The position counts at once, its name comes a little later. */
  private moveTo(place: Position): void {
    this.store(place, "map", "");
    clearTimeout(this.clock);
    this.clock = window.setTimeout(() => void this.name(place), PAUSE_MS);
  }

  private async locate(): Promise<void> {
    this.say("locating");
    const found = await ownPosition();
    if (!("lon" in found)) {
      this.say(found.kind);
      return;
    }
    const description = await this.name(found, "position");
    if (!description) return;
    this.box?.showOwnPosition(found);
    if (description.inside) {
      this.box?.show(found);
      this.say(found.kind, { distance: distance(found.accuracy, pageLanguage()) });
    } else this.say("far");
  }

  /** Asks what is here and shows it. Null if another question came meanwhile or nobody answered. */
  private async name(place: Position, source: Source = "map"): Promise<Description | null> {
    try {
      const found = await this.describing.run((signal) => describe(this.dataset["reverse"] ?? "", place, signal));
      if (!found) return null;
      // Somebody who stands outside has not chosen that: what was chosen before stays.
      if (source === "position" && !found.inside) return found;
      this.store(place, source, found.label);
      this.combobox?.write(found.inside ? found.label : "");
      this.showDescription(found);
      if (this.toConfirm && found.inside) this.say("placeSet");
      this.toConfirm = false;
      void this.showNear(found.inside ? place : null);
      return found;
    } catch {
      this.show("inside", this.texts.get("unnamed"), this.texts.get("nameFailed"));
      return null;
    }
  }

  private showDescription(found: Description): void {
    if (found.inside) this.show("inside", found.label, this.responsible(found.district));
    else this.show("outside", found.label, [found.hint, this.texts.get("onward")].filter(Boolean).join(" "));
  }

  private responsible(district: string): string {
    return this.texts.get(district ? "here" : "hereTown", { district });
  }

  private store(place: Position, source: Source, label: string): void {
    this.place = { lon: place.lon, lat: place.lat };
    this.say("");
    this.piece("lon").value = place.lon.toFixed(6);
    this.piece("lat").value = place.lat.toFixed(6);
    this.piece("source").value = source;
    this.piece("label").value = label;
    this.piece("state").value = "chosen";
    this.querySelector("[data-picker-proposal]")?.remove();
    this.forgetError();
    this.piece("lat").dispatchEvent(new Event("change", { bubbles: true }));
    this.dispatchEvent(new CustomEvent("nd-place-change", { bubbles: true, detail: { ...this.place, source, label } }));
  }

  /** What the server missed is there now: its sentence and the red go. */
  private forgetError(): void {
    const query = this.piece("query");
    if (!query.hasAttribute("aria-invalid")) return;
    const error = this.querySelector(`#${query.id.replace(/_query$/, "_error")}`);
    if (error) query.setAttribute("aria-describedby", (query.getAttribute("aria-describedby") ?? "").replace(error.id, "").trim());
    error?.remove();
    query.removeAttribute("aria-invalid");
    query.classList.remove("kern-form-input__input--error");
    query.closest(".kern-form-input")?.classList.remove("kern-form-input--error");
  }

  private show(state: State, line: string, note: string): void {
    const found = this.piece<HTMLElement>("found");
    found.dataset["state"] = state;
    this.piece<HTMLElement>("line").textContent = line;
    this.piece<HTMLElement>("note").textContent = note;
  }

  private say(key: string, values: Record<string, string> = {}): void {
    const sentence = key === "" || key === "found" ? "" : this.texts.get(key, { place: this.piece("label").value, ...values });
    const notice = this.piece<HTMLElement>("notice");
    notice.textContent = sentence;
    notice.hidden = sentence === "";
  }

  /** What the page knows about the surroundings, for instance an equal report; a piece of HTML of our own server. */
  private async showNear(place: Position | null): Promise<void> {
    const source = this.dataset["near"];
    if (!source) return;
    const slot = this.piece<HTMLElement>("near");
    if (!place) {
      slot.replaceChildren();
      return;
    }
    const address = new URL(source, document.baseURI);
    address.searchParams.set("lon", place.lon.toFixed(6));
    address.searchParams.set("lat", place.lat.toFixed(6));
    const html = await this.nearing.run((signal) => text(address, signal)).catch(() => "");
    // Blanks are nothing: an empty slot takes no room.
    if (html !== null) slot.replaceChildren(...(html.trim() ? [document.createRange().createContextualFragment(html)] : []));
  }
}

async function text(address: URL, signal: AbortSignal): Promise<string> {
  const answer = await fetch(address, { signal, credentials: "same-origin", headers: { Accept: "text/html" } });
  return answer.ok ? answer.text() : "";
}

customElements.define("nd-place-picker", PlacePicker);
