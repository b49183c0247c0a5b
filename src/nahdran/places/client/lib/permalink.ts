// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The view of a map in the address of the page: what one sees can be sent to somebody else, kept as a bookmark, and found again by going back.

import { numbers } from "./mercator";
import type { View } from "./mercator";

const HIDDEN = "aus";

/** Where the map stands (`?karte=7.21550,50.84000,14.5`) and whether its pins are hidden (`?nadeln=aus`). */
export class Permalink {
  private readonly stop = new AbortController();

  /** `place` and `pins` are the names in the address. */
  constructor(
    private readonly place: string,
    private readonly pins: string,
  ) {
    const { signal } = this.stop;
    // Other choices on the same page keep the map where it is.
    document.addEventListener("click", (event) => this.follow(event), { signal, capture: true });
    document.addEventListener("submit", (event) => this.fill(event), { signal, capture: true });
  }

  view(): View | null {
    const found = numbers(this.values().get(this.place), 3);
    return found && Math.abs(found[0]!) <= 180 && Math.abs(found[1]!) <= 85 ? { lon: found[0]!, lat: found[1]!, zoom: found[2]! } : null;
  }

  hidesPins(): boolean {
    return this.values().get(this.pins) === HIDDEN;
  }

  keep({ lon, lat, zoom }: View): void {
    this.write(this.place, `${lon.toFixed(5)},${lat.toFixed(5)},${zoom.toFixed(1)}`);
  }

  hidePins(hidden: boolean): void {
    this.write(this.pins, hidden ? HIDDEN : "");
  }

  /** The same address with the view of now. */
  carry(address: URL): URL {
    for (const name of [this.place, this.pins]) {
      const value = this.values().get(name);
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    return address;
  }

  destroy(): void {
    this.stop.abort();
  }

  private values(): URLSearchParams {
    return new URLSearchParams(location.search);
  }

  private write(name: string, value: string): void {
    const address = new URL(location.href);
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
    history.replaceState(history.state, "", address);
  }

  private follow(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    // Links to parts of this page (#liste) stay as they are.
    if (!link || link.origin !== location.origin || link.pathname !== location.pathname || link.getAttribute("href")!.startsWith("#")) return;
    link.href = this.carry(new URL(link.href)).href;
  }

  private fill(event: Event): void {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "get" || new URL(form.action).pathname !== location.pathname) return;
    for (const [name, value] of this.carry(new URL(location.href)).searchParams) {
      if (name !== this.place && name !== this.pins) continue;
      const known = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
      const field = known ?? form.appendChild(document.createElement("input"));
      Object.assign(field, { type: "hidden", name, value });
    }
  }
}
