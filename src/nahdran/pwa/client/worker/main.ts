// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/// <reference lib="webworker" />
/**
 * The service worker at /sw.js. It keeps the pages that work without a network, stands in where a visit finds none, and sends what waits when the
 * browser wakes it. The build makes one file of it; the server writes the plan in front.
 */

import { drain } from "../lib/drain.ts";
import { forgetPerson } from "../lib/entries.ts";
import { wayOf } from "./plan.ts";
import type { Plan } from "./plan.ts";
import * as store from "./store.ts";

declare const self: ServiceWorkerGlobalScope & { nahdran: Plan };

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

// The same words as in lib/registration.ts, which belongs to pages.
const SYNC_TAG = "nahdran-send";
const TAKE_OVER = "take-over";
const SIGNED_OUT = "signed-out";

const plan = self.nahdran;

self.addEventListener("install", (event) => {
  event.waitUntil(store.fill(plan).then(beginUnlessSomebodyWrites));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(store.dropOthers(plan).then(() => self.clients.claim()));
  // Not waited for: pages need not stand still for pictures.
  void store.fillRest(plan);
});

self.addEventListener("message", (event) => {
  if (event.data === TAKE_OVER) void self.skipWaiting();
  if (event.data === SIGNED_OUT) event.waitUntil(Promise.all([forgetPerson(), store.dropOthers(plan)]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const way = wayOf(request, plan, self.location.origin);
  if (way.kind === "page") event.respondWith(store.page(plan, request, way.path));
  else if (way.kind === "visit") event.respondWith(store.visit(plan, request, way.instead));
  else if (way.kind === "kept") event.respondWith(store.kept(plan, request));
  else if (way.kind === "newest") event.respondWith(store.newest(plan, request));
});

self.addEventListener("sync", (event) => {
  const { tag } = event as SyncEvent;
  if (tag === SYNC_TAG) (event as SyncEvent).waitUntil(sendAll());
});

/** While something is left the promise fails, and the browser tries again later, with pauses of its own. */
async function sendAll(): Promise<void> {
  let left = 0;
  for (const queue of plan.queues) left += (await drain(queue, { eager: true })).left;
  if (left) throw new Error(`${left} left`);
}

/** A form that is open keeps its files until its person agrees; any other page loses nothing by a newer worker. */
async function beginUnlessSomebodyWrites(): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const isWriting = windows.some(({ url }) => plan.pages.includes(new URL(url).pathname) && new URL(url).pathname !== plan.offline);
  if (!isWriting) await self.skipWaiting();
}
