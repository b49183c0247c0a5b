// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// <nd-road>: the crew's day on the phone. List and map from the device, big buttons, and whatever is done waits here until there is a network.

import { allEntries, change, filesOf, forgetPerson, newEntry, newKey, put, putFile, remove, removeFile } from "../../pwa/client/lib/entries.ts";
import { listen } from "../../pwa/client/lib/news.ts";
import type { AppElement } from "../../pwa/client/page.ts";
import { format } from "../../places/client/lib/texts.ts";
import { shrink } from "../../ui/client/upload/shrink.ts";
import { QUEUE, findDay } from "./road/day.ts";
import type { Day, End, Order, Report } from "./road/day.ts";
import { inOrder } from "./road/way.ts";

/** As large as the server keeps pictures. */
const EDGE = 2048;
const FINISHED = ["waiting", "sending", "sent"];

const paragraphs = (text: string): HTMLElement[] => text.split(/\n+/).filter(Boolean).map((line) => Object.assign(document.createElement("p"), { textContent: line }));

export class Road extends HTMLElement {
  private day: Day | null = null;
  private reports: Report[] = [];
  private urls: string[] = [];
  private pending = 0;
  private words: Record<string, string> = {};
  private drawing = Promise.resolve();

  connectedCallback(): void {
    this.words = JSON.parse(this.dataset["texts"] ?? "{}") as Record<string, string>;
    this.hidden = false;
    this.piece("here").addEventListener("click", () => this.orderFromHere());
    this.piece("send-all").addEventListener("click", () => void this.sendAll());
    this.piece("note").addEventListener("input", () => void this.keepText());
    for (const button of this.querySelectorAll<HTMLButtonElement>("[data-end]")) button.addEventListener("click", () => void this.finish(button.dataset["end"] as End));
    for (const input of this.querySelectorAll<HTMLInputElement>("input[data-moment]")) input.addEventListener("change", () => void this.addPictures(input));
    window.addEventListener("hashchange", () => void this.draw(true));
    window.addEventListener("online", () => void this.load());
    listen((queue) => void (queue === QUEUE && this.draw()));
    void this.load();
  }

  async load(): Promise<void> {
    // Whoever signed out on a page without this script has left nothing for the next one to see.
    if (document.cookie.includes(`${this.dataset["signedOut"]}=`)) await forgetPerson().catch(() => undefined);
    const found = await findDay(this.dataset["day"] ?? "");
    this.day = found.day;
    this.show("refused", found.isRefused);
    this.show("nothing", !found.day && !found.isRefused);
    this.show("kept", found.isKept && found.day !== null);
    if (found.day) this.piece("kept-at").textContent = new Date(found.day.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    await this.draw(false);
  }

  /** One after the other, so that an older state never overwrites a newer one. */
  private draw(focus = false): Promise<void> {
    this.drawing = this.drawing.then(() => this.drawNow(focus)).catch(() => this.show("no-store", true));
    return this.drawing;
  }

  private async drawNow(focus: boolean): Promise<void> {
    this.reports = (await allEntries(QUEUE)) as Report[];
    this.askAgain();
    for (const url of this.urls.splice(0)) URL.revokeObjectURL(url);
    const order = this.current();
    this.show("list", this.day !== null && !order);
    this.show("stop", order !== undefined);
    this.drawQueue();
    if (order) await this.drawStop(order);
    else if (this.day) this.drawList(this.day);
    if (focus) this.querySelector<HTMLElement>(order ? "[data-stop] h2" : "[data-list] h2")?.focus();
  }

  /** What has just arrived stands in the town's list from now on; what was sent says here no more what it was about. */
  private askAgain(): void {
    const pending = this.reports.filter((report) => ["waiting", "sending"].includes(report.state)).length;
    const hasArrived = pending < this.pending;
    this.pending = pending;
    if (hasArrived && navigator.onLine) void this.load();
  }

  private current(): Order | undefined {
    const id = Number(location.hash.slice(1));
    return this.day?.orders.find((order) => order.id === id);
  }

  private reportOf(order: Order, states: string[]): Report | undefined {
    return this.reports.findLast((report) => report.data?.order === order.id && states.includes(report.state));
  }

  private drawList(day: Day): void {
    this.piece("date").textContent = [day.date, ...day.crews].join(", ");
    const map = this.piece<HTMLImageElement>("map");
    map.hidden = !day.map;
    if (day.map) {
      const url = URL.createObjectURL(new Blob([day.map], { type: "image/svg+xml" }));
      this.urls.push(url);
      map.src = url;
    }
    this.piece("rows").replaceChildren(...day.orders.map((order) => this.row(order)));
    this.show("empty", day.orders.length === 0);
    this.show("here", day.orders.filter((order) => order.open).length > 1);
  }

  private row(order: Order): HTMLElement {
    const row = this.copy("row");
    const link = row.querySelector<HTMLAnchorElement>("a")!;
    link.href = `#${order.id}`;
    link.textContent = order.title;
    row.querySelector("[data-place]")!.textContent = String(order.place);
    row.querySelector("[data-where]")!.textContent = [order.address, order.district].filter(Boolean).join(", ");
    row.querySelector("[data-due]")!.textContent = this.say(order.late ? "late" : "due", { day: order.due });
    row.querySelector("[data-state]")!.textContent = this.stateOf(order);
    return row;
  }

  private stateOf(order: Order): string {
    if (this.reportOf(order, ["waiting", "sending"])) return this.say("waiting");
    if (this.reportOf(order, ["refused"])) return this.say("refused");
    return order.open ? "" : order.state;
  }

  private async drawStop(order: Order): Promise<void> {
    const stop = this.piece("stop");
    const text = (name: string, value: string): void => {
      stop.querySelector(`[data-${name}]`)!.textContent = value;
    };
    text("stop-title", order.title);
    text("stop-where", [order.address, order.district].filter(Boolean).join(", "));
    text("stop-number", order.number);
    stop.querySelector("[data-stop-text]")!.replaceChildren(...paragraphs(order.text));
    text("stop-due", this.say(order.late ? "late" : "due", { day: order.due }));
    const way = stop.querySelector<HTMLAnchorElement>("[data-way]")!;
    way.hidden = order.lon === null;
    way.href = `geo:${order.lat},${order.lon}?q=${order.lat},${order.lon}(${encodeURIComponent(order.address || order.title)})`;
    this.piece("pictures").replaceChildren(...order.pictures.map((src) => Object.assign(document.createElement("img"), { src, alt: this.say("picture") })));
    const report = this.reportOf(order, ["draft", "refused"]);
    const isFinished = !order.open || Boolean(this.reportOf(order, FINISHED));
    this.show("form", !isFinished || report?.state === "refused");
    this.show("finished", isFinished && report?.state !== "refused");
    this.show("late-note", report?.state === "refused");
    this.piece("problem").textContent = report?.problem?.message ?? "";
    this.show("problem", Boolean(report?.problem));
    const note = this.piece<HTMLTextAreaElement>("note");
    if (document.activeElement !== note) note.value = report?.data?.text ?? "";
    await this.drawPictures(report);
  }

  private async drawPictures(report: Report | undefined): Promise<void> {
    const files = report ? await filesOf(report.id) : [];
    for (const list of this.querySelectorAll<HTMLElement>("[data-taken]")) {
      const mine = report?.data?.[list.dataset["taken"] as "before" | "after"] ?? [];
      const rows = files.filter((file) => mine.includes(file.id)).map((file) => {
        const row = this.copy("picture");
        const url = URL.createObjectURL(file.blob);
        this.urls.push(url);
        row.querySelector("img")!.src = url;
        row.querySelector("button")!.addEventListener("click", () => void removeFile(file.id).then(() => this.draw()));
        return row;
      });
      list.replaceChildren(...rows);
    }
  }

  /** The report that is being written about this order; begun with the first letter or picture. */
  private async begun(order: Order): Promise<Report> {
    const found = this.reportOf(order, ["draft", "refused"]);
    if (found) return found;
    const fresh: Report = {
      ...newEntry(QUEUE, { order: order.id, to: "done" as End, text: "", by: this.day?.me ?? "", before: [], after: [] }, Date.now()),
      title: order.title,
    };
    await put(fresh);
    this.reports.push(fresh);
    return fresh;
  }

  private async keepText(): Promise<void> {
    const order = this.current();
    if (!order) return;
    const { id } = await this.begun(order);
    const text = this.piece<HTMLTextAreaElement>("note").value;
    await change(id, (entry) => ({ ...entry, data: { ...(entry.data as object), text }, changedAt: Date.now() }));
  }

  private async addPictures(input: HTMLInputElement): Promise<void> {
    const order = this.current();
    const chosen = [...(input.files ?? [])];
    input.value = "";
    if (!order) return;
    const report = await this.begun(order);
    const moment = input.dataset["moment"] as "before" | "after";
    for (const file of chosen.slice(0, Number(this.dataset["most"]))) {
      const stored = { id: newKey(), entry: report.id, name: file.name, blob: await shrink(file, EDGE), uploaded: false, at: Date.now() };
      await putFile(stored);
      await change(report.id, (entry) => {
        const data = entry.data as Report["data"];
        return data && { ...entry, data: { ...data, [moment]: [...data[moment], stored.id] }, changedAt: Date.now() };
      });
    }
    await this.draw();
  }

  private async finish(to: End): Promise<void> {
    const order = this.current();
    if (!order) return;
    const text = this.piece<HTMLTextAreaElement>("note").value.trim();
    if (to === "impossible" && !text) {
      this.piece("problem").textContent = this.say("needsReason");
      this.show("problem", true);
      return this.piece("note").focus();
    }
    const { id } = await this.begun(order);
    const there = new Set((await filesOf(id)).map((file) => file.id));
    await change(id, (entry) => {
      const data = entry.data as Report["data"];
      if (!data || !["draft", "refused"].includes(entry.state)) return null;
      const kept = { before: data.before.filter((name) => there.has(name)), after: data.after.filter((name) => there.has(name)) };
      // What was refused goes as something new: under the old key the town remembers nothing of it.
      return { ...entry, key: newKey(), state: "waiting", problem: null, nextAt: 0, data: { ...data, ...kept, to, text }, changedAt: Date.now() };
    });
    this.piece("news").textContent = this.say("laid");
    location.hash = "";
    await this.draw(true);
    await this.sendAll();
    if (navigator.onLine) await this.load();
  }

  private drawQueue(): void {
    const waiting = this.reports.filter((report) => ["waiting", "sending", "refused"].includes(report.state));
    this.show("queue", waiting.length > 0);
    this.piece("queue-rows").replaceChildren(
      ...waiting.map((report) => {
        const row = this.copy("queued");
        const link = row.querySelector<HTMLAnchorElement>("a")!;
        link.textContent = report.title;
        link.href = report.state === "refused" ? `#${report.data?.order}` : "#";
        row.querySelector("[data-state]")!.textContent = report.state === "refused" ? (report.problem?.message ?? this.say("refused")) : this.say("waiting");
        const drop = row.querySelector("button")!;
        drop.hidden = report.state !== "refused";
        drop.addEventListener("click", () => void remove(report).then(() => this.draw(true)));
        return row;
      }),
    );
  }

  private async sendAll(): Promise<void> {
    await document.querySelector<AppElement>("nd-app")?.sendAll(true);
  }

  private orderFromHere(): void {
    navigator.geolocation?.getCurrentPosition(
      ({ coords }) => {
        const day = this.day;
        if (!day) return;
        const open = inOrder(day.orders.filter((order) => order.open), [coords.longitude, coords.latitude]);
        day.orders = [...open, ...day.orders.filter((order) => !order.open)];
        this.piece("news").textContent = this.say("ordered");
        void this.draw();
      },
      () => void (this.piece("news").textContent = this.say("noPosition")),
      { timeout: 15_000, maximumAge: 60_000 },
    );
  }

  private piece<Kind extends Element = HTMLElement>(name: string): Kind {
    const found = this.querySelector<Kind>(`[data-${name}]`);
    if (!found) throw new Error(`data-${name} is missing in the page`);
    return found;
  }

  private copy(name: string): HTMLElement {
    return this.piece<HTMLTemplateElement>(`${name}-template`).content.firstElementChild!.cloneNode(true) as HTMLElement;
  }

  private show(name: string, visible: boolean): void {
    this.piece(name).hidden = !visible;
  }

  private say(key: string, values: Record<string, string> = {}): string {
    return format(this.words[key] ?? key, values);
  }
}

customElements.define("nd-road", Road);
