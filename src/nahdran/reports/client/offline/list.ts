// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// <nd-offline-drafts>: what lies on the device, by state: to be looked at, waiting, drafts, sent. Follows every change, from whatever window.

import { allEntries, filesOf, remove, removeAll } from "../../../pwa/client/lib/entries.ts";
import { listen } from "../../../pwa/client/lib/news.ts";
import type { AppElement } from "../../../pwa/client/page.ts";
import { sendsWhenClosed } from "../../../pwa/client/lib/registration.ts";
import { ago, copyOf, part, parts, show, wordsOf } from "./dom.ts";
import type { Say } from "./dom.ts";
import { QUEUE } from "./draft.ts";
import type { Report } from "./draft.ts";

export class DraftList extends HTMLElement {
  private say!: Say;
  private urls: string[] = [];
  private doomed: Report | null = null;
  private drawing = Promise.resolve();
  private started = false;

  connectedCallback(): void {
    if (this.started) return;
    this.started = true;
    this.say = wordsOf(this);
    this.hidden = false;
    for (const note of parts(this, "needs-page")) show(note, !sendsWhenClosed());
    for (const button of parts(this, "send-all")) button.addEventListener("click", () => void this.sendAll());
    part(this, "delete-all").addEventListener("click", () => void this.deleteAll());
    part(this, "delete-one").addEventListener("click", () => void this.deleteOne());
    listen((queue) => void (queue === QUEUE && this.draw()));
    void this.draw();
  }

  /** One after the other, so that an older state never overwrites a newer one. */
  private draw(): Promise<void> {
    this.drawing = this.drawing.then(() => this.drawNow()).catch(() => show(part(this, "no-store"), true));
    return this.drawing;
  }

  private async drawNow(): Promise<void> {
    const entries = ((await allEntries(QUEUE)) as Report[]).reverse();
    const old = this.urls;
    this.urls = [];
    for (const group of parts(this, "group")) {
      const states = (group.dataset["group"] ?? "").split(" ");
      const mine = entries.filter((entry) => states.includes(entry.state));
      const rows = await Promise.all(mine.map((entry) => this.row(entry)));
      part(group, "rows").replaceChildren(...rows);
      show(group, rows.length > 0);
    }
    for (const url of old) URL.revokeObjectURL(url);
    show(part(this, "empty"), entries.length === 0);
    show(part(this, "private"), entries.length > 0);
  }

  private async row(entry: Report): Promise<HTMLElement> {
    const row = copyOf(this, "row");
    row.dataset["entry"] = entry.id;
    for (const piece of parts(row, "for")) show(piece, (piece.dataset["for"] ?? "").split(" ").includes(entry.state));
    part(row, "title").textContent = entry.title || this.say("untitled");
    const files = await filesOf(entry.id);
    part(row, "meta").textContent = this.meta(entry, files.length);
    this.picture(row, files[0]?.blob);
    const text = this.text(entry);
    part(row, "text").textContent = text;
    show(part(row, "text"), text !== "");
    part(row, "reference").textContent = entry.receipt?.reference ?? "";
    show(part(row, "reference-part"), Boolean(entry.receipt?.reference));
    part<HTMLAnchorElement>(row, "open").href = `${this.dataset["form"] ?? ""}#${entry.id}/${entry.state === "draft" ? "foto" : "pruefen"}`;
    part<HTMLAnchorElement>(row, "status").href = entry.receipt?.link ?? "#";
    this.name(row, part(row, "title").textContent ?? "");
    for (const button of parts<HTMLButtonElement>(row, "delete")) button.addEventListener("click", () => this.ask(entry));
    return row;
  }

  /** "Löschen" is not enough where several can be deleted. */
  private name(row: HTMLElement, title: string): void {
    for (const action of row.querySelectorAll<HTMLElement>("[data-actions] a, [data-actions] button")) {
      action.append(Object.assign(document.createElement("span"), { className: "nd-sr", textContent: ` ${title}` }));
    }
  }

  private meta(entry: Report, photos: number): string {
    const now = Date.now();
    if (entry.state === "sent") return this.say("arrived", { when: ago(entry.changedAt, now, this.say) });
    const pictures = photos === 1 ? this.say("onePhoto") : photos ? this.say("photos", { count: photos }) : "";
    return [this.say("begun", { when: ago(entry.begunAt, now, this.say) }), this.placeOf(entry), pictures].filter(Boolean).join(", ");
  }

  private placeOf(entry: Report): string {
    const place = entry.data?.place;
    if (!place) return "";
    if (place.words) return place.words;
    if (place.lon === null) return this.say("noPlace");
    return this.say(place.source === "position" ? "position" : "map");
  }

  private text(entry: Report): string {
    if (entry.state === "refused") return entry.problem?.message ?? "";
    if (entry.state === "sent") return (entry.receipt?.notes ?? []).join(" ");
    if (entry.state !== "waiting") return "";
    return entry.attempts && navigator.onLine ? this.say("again", { when: ago(entry.nextAt, Date.now(), this.say) }) : this.say("waits");
  }

  private picture(row: HTMLElement, blob: Blob | undefined): void {
    const frame = part(row, "picture");
    if (!blob) {
      part<SVGUseElement>(frame, "icon").setAttribute("href", `${this.dataset["icons"] ?? ""}#report`);
      return;
    }
    const url = URL.createObjectURL(blob);
    this.urls.push(url);
    frame.replaceChildren(Object.assign(document.createElement("img"), { src: url, alt: "" }));
  }

  private async sendAll(): Promise<void> {
    await document.querySelector<AppElement>("nd-app")?.sendAll(true);
  }

  private ask(entry: Report): void {
    if (entry.state === "sent") return void this.forget(entry);
    this.doomed = entry;
    show(part(this, "ask-unsure"), entry.unsure);
    this.querySelector<HTMLDialogElement>("#eintrag-loeschen")?.showModal();
  }

  private async deleteOne(): Promise<void> {
    if (this.doomed) await this.forget(this.doomed);
    this.doomed = null;
  }

  private async forget(entry: Report): Promise<void> {
    await remove(entry);
    await this.draw();
    this.tell();
  }

  private async deleteAll(): Promise<void> {
    await removeAll(QUEUE);
    await this.draw();
    this.tell();
  }

  /** Said aloud, and the keyboard goes to the top: the button that had the focus is gone. */
  private tell(): void {
    part(this, "news-of-list").textContent = this.say("deleted");
    document.querySelector<HTMLElement>("h1")?.focus();
  }
}
