// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * On every page of citizens: keeps the worker where it is of use, sends what waits, shows in the header how much that is, and forgets what belonged
 * to somebody who has signed out. Without this file everything works, except without a network.
 */

import { drain } from "./lib/drain.ts";
import { allEntries, expire, forgetPerson } from "./lib/entries.ts";
import { hasEntries, listen } from "./lib/news.ts";
import { SIGNED_OUT, current, dismiss, onNewVersion, register, wakeWhenOnline } from "./lib/registration.ts";
import type { Queue } from "./lib/sending.ts";

interface Config {
  worker: string;
  on: boolean;
  offeredOn: string[];
  queues: Queue[];
  signedOut: string;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

export class AppElement extends HTMLElement {
  private readonly stop = new AbortController();
  private readonly config = JSON.parse(this.dataset["config"] ?? "{}") as Config;
  private timer = 0;
  private unlisten: () => void = () => undefined;

  connectedCallback(): void {
    const { signal } = this.stop;
    this.unlisten = listen(() => void this.look());
    window.addEventListener("online", () => void this.sendAll(true), { signal });
    window.addEventListener("offline", () => this.offer(), { signal });
    document.addEventListener("visibilitychange", () => void (document.visibilityState === "visible" && this.sendAll(false)), { signal });
    this.querySelector("[data-reload]")?.addEventListener("click", () => this.reload?.(), { signal });
    document.querySelector("[data-retry]")?.addEventListener("click", () => location.reload(), { signal });
    void this.begin();
  }

  disconnectedCallback(): void {
    this.stop.abort();
    this.unlisten();
    clearTimeout(this.timer);
  }

  /** Sends now what waits; the list of drafts asks for this. */
  async sendAll(eager: boolean): Promise<void> {
    if (!hasEntries()) return;
    try {
      const online = navigator.onLine;
      const drained = await Promise.all(this.config.queues.map((queue) => drain(queue, { eager, online })));
      if (drained.some(({ left }) => left > 0)) this.tryAgainAt(Math.min(...drained.map(({ nextAt }) => nextAt)));
    } catch {
      // The browser keeps nothing here, so nothing waits.
    }
    await this.look();
  }

  private tryAgainAt(moment: number): void {
    void wakeWhenOnline();
    clearTimeout(this.timer);
    if (moment < Infinity) this.timer = window.setTimeout(() => void this.sendAll(false), Math.min(LONGEST_TIMER_MS, Math.max(1000, moment - Date.now())));
  }

  private reload: (() => void) | null = null;

  private async begin(): Promise<void> {
    if (document.cookie.includes(`${this.config.signedOut}=`)) await this.forget();
    if (hasEntries()) await expire(Date.now(), this.words("tooOld")).catch(() => undefined);
    await this.look();
    await this.keepWorker();
    await this.sendAll(false);
  }

  /** Only on pages whose feature works without a network, in the installed app, and where something lies on the device: nobody else is given a worker. */
  private async keepWorker(): Promise<void> {
    if (!this.config.on) return dismiss();
    const isOfUse = this.config.offeredOn.some((start) => location.pathname.startsWith(start)) || matchMedia("(display-mode: standalone)").matches || hasEntries();
    if (!isOfUse && !(await current())) return;
    if (document.readyState !== "complete") await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
    const registration = await register(this.config.worker);
    if (registration) onNewVersion(registration, (takeOver) => this.announce(takeOver));
  }

  /** The worker itself decides whether somebody could lose by the change; it only waits where a form without a network is open. */
  private announce(takeOver: () => void): void {
    const news = this.querySelector<HTMLElement>("[data-news]");
    if (!news) return;
    news.hidden = false;
    this.reload = () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      takeOver();
    };
  }

  private async forget(): Promise<void> {
    document.cookie = `${this.config.signedOut}=; Max-Age=0; Path=/; SameSite=Lax`;
    await forgetPerson().catch(() => undefined);
    (await current())?.active?.postMessage(SIGNED_OUT);
  }

  /** The signs in the header, and whatever the page offers to somebody with drafts or without a network. */
  private async look(): Promise<void> {
    const entries = hasEntries() ? await allEntries().catch(() => []) : [];
    for (const sign of this.querySelectorAll<HTMLElement>("[data-queue]")) {
      const mine = entries.filter((entry) => entry.queue === sign.dataset["queue"]);
      const count = mine.filter((entry) => ["waiting", "sending", "refused"].includes(entry.state)).length;
      sign.hidden = count === 0;
      sign.querySelector("[data-count]")!.textContent = String(count);
      sign.querySelector("[data-words]")!.textContent = (sign.dataset[count === 1 ? "one" : "many"] ?? "").replace("{count}", String(count));
    }
    this.offer(entries.map((entry) => entry.queue));
  }

  private offer(queues: string[] = []): void {
    for (const part of document.querySelectorAll<HTMLElement>("[data-offline-offer]")) {
      part.hidden = navigator.onLine && !queues.includes(part.dataset["offlineOffer"] ?? "");
    }
  }

  private words(name: string): string {
    return this.dataset[name] ?? "";
  }
}

customElements.define("nd-app", AppElement);
