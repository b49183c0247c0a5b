// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// <nd-offline-report>: the form on the device. Five steps on one page, kept after each change; "senden" puts the report into the queue.

import { allEntries, change, entryById, newEntry, put, putBeforeLeaving, recall, remember } from "../../../pwa/client/lib/entries.ts";
import { listen } from "../../../pwa/client/lib/news.ts";
import type { AppElement } from "../../../pwa/client/page.ts";
import { kept, kindOf, load } from "./catalogue.ts";
import type { Catalogue, Kind } from "./catalogue.ts";
import { DetailsStep } from "./details.ts";
import { part, parts, show, wordsOf } from "./dom.ts";
import type { Say } from "./dom.ts";
import { QUEUE, STEPS, emptyReport, isEmpty, missing, stepOf } from "./draft.ts";
import type { Missing, Report, ReportData, Step } from "./draft.ts";
import { clearErrors, focusField, showErrors } from "./errors.ts";
import { drawKinds } from "./kinds.ts";
import { Photos } from "./photos.ts";
import { PlaceStep } from "./place.ts";
import { drawDone, drawReview } from "./review.ts";

const PAUSE_MS = 400;
const OWNER = "owner";

export class OfflineReport extends HTMLElement {
  private say!: Say;
  private photos!: Photos;
  private place!: PlaceStep;
  private details!: DetailsStep;
  private catalogue: Catalogue | null = null;
  private newest: Catalogue | null = null;
  private entry: Report | null = null;
  private data: ReportData = emptyReport();
  private step: Step = "foto";
  private clock = 0;
  private started = false;

  connectedCallback(): void {
    if (this.started) return;
    this.started = true;
    this.say = wordsOf(this);
    this.hidden = false;
    this.photos = new Photos({
      root: this.section("foto"),
      say: this.say,
      most: Number(this.dataset["maxPhotos"]),
      maxMb: Number(this.dataset["maxMb"]),
      entry: async () => (await this.ensure()).id,
      changed: () => void this.save(),
    });
    this.place = new PlaceStep(this.section("ort"), this.say, () => this.catalogue, (place) => this.keep({ ...this.data, place }));
    this.details = new DetailsStep(this.section("angaben"));
    this.listen();
    void this.begin();
  }

  private async begin(): Promise<void> {
    const [id, step] = this.address();
    try {
      if (id) await this.open(id);
      // Opens the database in any case: when the page is left there is no time for that.
      else await allEntries(QUEUE);
    } catch {
      show(part(this, "no-store"), true);
    }
    this.catalogue = await kept(this.dataset["catalogue"] ?? "");
    this.fill();
    if (this.entry?.state === "refused") this.showRefused();
    this.show(this.isOnItsWay() ? "gesendet" : step, false);
    void this.renewKinds();
    if (navigator.onLine) void this.learnOwner();
  }

  /** A draft or a refused report is written on; one that waits is taken back; one that is on its way only shows where it is. */
  private async open(id: string): Promise<void> {
    await change(id, (found) => (found.queue === QUEUE && found.state === "waiting" && this.address()[1] !== "gesendet" ? { ...found, state: "draft" } : null));
    const found = (await entryById(id)) as Report | undefined;
    if (!found || found.queue !== QUEUE) {
      show(part(this, "gone"), true);
      return;
    }
    this.entry = found;
    this.data = found.data ?? emptyReport();
    await this.photos.load(id, found.problem?.files);
  }

  private isOnItsWay(): boolean {
    return this.entry !== null && ["waiting", "sending", "sent"].includes(this.entry.state);
  }

  private fill(): void {
    this.place.load(this.data.place);
    drawKinds({ root: this.section("art"), icons: this.dataset["icons"] ?? "", chosen: (key) => this.choose(key) }, this.catalogue, this.data.category);
    this.details.load(this.data, this.kind);
  }

  /** A slow network holds nobody up: the list of the device is there at once, and who is choosing or answering is not interrupted. */
  private async renewKinds(): Promise<void> {
    this.newest = await load(this.dataset["catalogue"] ?? "");
    if (!this.catalogue || !["art", "angaben"].includes(this.step)) this.takeNewest();
    show(part(this.section("art"), "no-kinds"), !this.catalogue);
  }

  private takeNewest(): void {
    if (!this.newest || this.newest.version === this.catalogue?.version) return;
    this.catalogue = this.newest;
    this.data = this.details.read(this.data);
    this.fill();
  }

  private get kind(): Kind | null {
    return kindOf(this.catalogue, this.data.category);
  }

  private section(step: Step): HTMLElement {
    return this.querySelector<HTMLElement>(`[data-step="${step}"]`)!;
  }

  // ---- what is kept

  private keep(data: ReportData): void {
    this.data = data;
    clearTimeout(this.clock);
    this.clock = window.setTimeout(() => void this.save(), PAUSE_MS);
  }

  private choose(key: string): void {
    clearErrors(this);
    this.keep({ ...this.details.read(this.data), category: key });
    this.details.load(this.data, this.kind);
  }

  private async ensure(): Promise<Report> {
    if (this.entry) return this.entry;
    const made = newEntry<ReportData>(QUEUE, this.data, Date.now());
    await put(made);
    this.entry = made;
    // The browser may throw away what a page keeps when room runs out; asked nicely it does not.
    void navigator.storage?.persist?.();
    history.replaceState(null, "", `#${made.id}/${this.step}`);
    return made;
  }

  /** Whoever leaves in the middle of a word finds it again. */
  private leave(): void {
    if (!this.clock || this.isOnItsWay()) return;
    this.data = this.details.read(this.data);
    if (!this.entry && isEmpty(this.data, this.photos.count)) return;
    const now = Date.now();
    const entry = this.entry ?? newEntry<ReportData>(QUEUE, this.data, now);
    this.entry = { ...entry, data: this.data, title: this.kind?.name ?? entry.title, changedAt: now };
    putBeforeLeaving(this.entry);
    history.replaceState(null, "", `#${entry.id}/${this.step}`);
    this.clock = 0;
  }

  private async save(): Promise<void> {
    clearTimeout(this.clock);
    this.clock = 0;
    this.data = this.details.read(this.data);
    if (this.isOnItsWay() || (!this.entry && isEmpty(this.data, this.photos.count))) return;
    try {
      const { id } = await this.ensure();
      const title = this.kind?.name ?? this.entry?.title ?? "";
      const kept = await change(id, (found) => (["draft", "refused"].includes(found.state) ? { ...found, data: this.data, title, changedAt: Date.now(), edited: found.unsure } : null));
      if (kept) this.entry = kept as Report;
      part(this, "saved-words").textContent = this.say("saved");
    } catch {
      show(part(this, "no-store"), true);
      show(part(this, "saved"), false);
    }
  }

  // ---- steps

  private address(): [string, Step] {
    const [id = "", step = ""] = location.hash.slice(1).split("/");
    const known = [...STEPS, "gesendet"].includes(step as Step);
    return [id, known ? (step as Step) : "foto"];
  }

  private go(step: Step): void {
    history.pushState(null, "", `#${this.entry?.id ?? ""}/${step}`);
    this.show(step, true);
  }

  private show(step: Step, focus: boolean): void {
    if (step === "gesendet" && !this.entry) step = "foto";
    this.step = step;
    this.takeNewest();
    for (const section of parts(this, "step")) show(section, section.dataset["step"] === step);
    for (const name of ["stepper", "form", "saved"]) show(part(this, name), step !== "gesendet");
    clearErrors(this);
    this.drawSteps();
    if (step === "ort") void this.place.open();
    if (step === "pruefen") this.look();
    if (step === "gesendet") drawDone(this, this.entry!, `#${this.entry!.id}/pruefen`);
    document.title = `${this.say(step)} – ${document.title.split(" – ").slice(1).join(" – ")}`;
    if (!focus) return;
    this.section(step).querySelector<HTMLElement>("div:not([hidden]) > h1, :scope > h1")?.focus();
    window.scrollTo({ top: 0 });
  }

  private drawSteps(): void {
    const at = STEPS.indexOf(this.step as (typeof STEPS)[number]);
    const todo = new Set(this.lacking().map(({ step }) => step));
    for (const item of parts(this, "step-of")) {
      const name = item.dataset["stepOf"] as Step;
      const index = STEPS.indexOf(name as (typeof STEPS)[number]);
      item.toggleAttribute("aria-current", name === this.step);
      if (name === this.step) item.setAttribute("aria-current", "step");
      if (index < at && !todo.has(name)) item.dataset["state"] = "done";
      else delete item.dataset["state"];
    }
    part(this, "number").textContent = String(at + 1);
    part(this, "name").textContent = this.say(this.step);
    for (const back of parts(this, "back")) show(back, at > 0);
  }

  private look(): void {
    drawReview(this, this.say, {
      data: this.data,
      kind: this.kind,
      place: this.place.line(),
      answers: this.details.answered(),
      pictures: this.photos.pictures,
    });
    show(part(this, "offline-note"), !navigator.onLine);
  }

  private lacking(): Missing[] {
    return missing(this.details.read(this.data), this.kind, this.photos.count);
  }

  private async next(step: Step): Promise<void> {
    await this.save();
    // Without the list of kinds nobody can choose one; the rest can be written all the same.
    const lacking = this.lacking().filter((entry) => entry.step === this.step && !(entry.field === "category" && !this.catalogue));
    if (lacking.length) this.complain(lacking);
    else this.go(step);
  }

  private complain(lacking: Missing[]): void {
    const failed = lacking.map(({ field, words }) => ({ field, sentence: this.say(words) }));
    showErrors(this, failed, (field) => this.lead(field, failed));
  }

  private lead(field: string, failed: { field: string; sentence: string }[]): void {
    const step = stepOf(field);
    if (step !== this.step) this.go(step);
    showErrors(this, failed, () => undefined, false);
    focusField(this, field);
  }

  private showRefused(): void {
    const problem = this.entry?.problem;
    if (!problem) return;
    const fields = Object.entries(problem.fields ?? {}).map(([field, sentence]) => ({ field, sentence }));
    part(this, "refused-text").textContent = problem.message;
    part(this, "refused-list").replaceChildren(
      ...fields.map(({ field, sentence }) => {
        const item = document.createElement("li");
        const link = Object.assign(document.createElement("a"), { href: "#", textContent: sentence });
        link.addEventListener("click", (event) => {
          event.preventDefault();
          this.lead(field, fields);
        });
        item.append(link);
        return item;
      }),
    );
    show(part(this, "refused"), true);
    this.place.offer(problem.choices ?? []);
  }

  // ---- sending

  private async send(): Promise<void> {
    await this.save();
    const lacking = this.lacking();
    if (lacking.length || !this.entry) return this.complain(lacking);
    const owner = (await recall<string>(OWNER)) ?? "";
    // Read and written in one go: a second window finds it waiting already and sends nothing.
    await change(this.entry.id, (found) =>
      ["draft", "refused"].includes(found.state)
        ? { ...found, state: "waiting", owner, problem: null, attempts: 0, nextAt: 0, changedAt: Date.now() }
        : null,
    );
    await this.renew();
    show(part(this, "refused"), false);
    this.go("gesendet");
    await document.querySelector<AppElement>("nd-app")?.sendAll(true);
  }

  /** Something has changed in the queue: perhaps this report. */
  private async renew(): Promise<void> {
    if (!this.entry) return;
    const found = (await entryById(this.entry.id)) as Report | undefined;
    if (!found) return;
    const moved = found.state !== this.entry.state;
    this.entry = found;
    if (this.step === "gesendet") drawDone(this, found, `#${found.id}/pruefen`);
    else if (moved && this.isOnItsWay()) this.go("gesendet");
  }

  private async learnOwner(): Promise<void> {
    try {
      const answer = await fetch(this.dataset["token"] ?? "", { credentials: "same-origin", cache: "no-store" });
      const { owner } = (await answer.json()) as { owner: string };
      await remember(OWNER, owner);
    } catch {
      // Without a network nobody knows; then the report belongs to no account.
    }
  }

  private listen(): void {
    this.addEventListener("input", (event) => {
      if (!(event.target as HTMLElement).closest("[data-no-save]")) this.keep(this.details.read(this.data));
    });
    this.addEventListener("click", (event) => this.clicked(event));
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.section(this.step).querySelector<HTMLButtonElement>("[data-next], [data-send]")?.click();
    });
    window.addEventListener("popstate", () => this.travelled());
    for (const name of ["online", "offline"]) window.addEventListener(name, () => show(part(this, "offline-note"), !navigator.onLine));
    window.addEventListener("online", () => void (this.catalogue ?? this.renewKinds()));
    document.addEventListener("visibilitychange", () => void (document.visibilityState === "hidden" && this.leave()));
    window.addEventListener("pagehide", () => this.leave());
    listen((queue) => void (queue === QUEUE && this.renew()));
  }

  private travelled(): void {
    const [id, step] = this.address();
    if (id === (this.entry?.id ?? "")) this.show(step, true);
    else location.reload();
  }

  private clicked(event: Event): void {
    const target = (event.target as Element).closest<HTMLElement>("[data-next], [data-to], [data-back], [data-send], [data-correct], [data-another]");
    if (!target) return;
    const { next, to } = target.dataset;
    if ("correct" in target.dataset || "another" in target.dataset) {
      // The same page with another "#": only a new visit reads it.
      event.preventDefault();
      location.href = target.getAttribute("href") ?? "";
      location.reload();
      return;
    }
    event.preventDefault();
    if ("send" in target.dataset) void this.send();
    else if (next) void this.next(next as Step);
    else void this.save().then(() => this.go((to as Step) ?? STEPS[Math.max(0, STEPS.indexOf(this.step as (typeof STEPS)[number]) - 1)]!));
  }
}
