// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The worker from the side of a page: asking the browser to keep it, to wake it when the network is back, and to change to a newer one.

export const SYNC_TAG = "nahdran-send";
export const TAKE_OVER = "take-over";
export const SIGNED_OUT = "signed-out";

interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

export async function register(address: string): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  try {
    return await navigator.serviceWorker.register(address, { scope: "/", updateViaCache: "none" });
  } catch {
    // Private windows and old browsers: everything works, only not without a network.
    return null;
  }
}

export async function current(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  return (await navigator.serviceWorker.getRegistration("/")) ?? null;
}

/** The town has switched it off: the worker goes, and what it kept with it. As long as it still serves a page it may keep that one anew, so the next
 * visit looks again. Drafts and what waits are not touched. */
export async function dismiss(): Promise<void> {
  await (await current())?.unregister();
  if ("caches" in globalThis) await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

/** The browser sends what waits as soon as it has a network, with every page closed. True where it can. */
export async function wakeWhenOnline(): Promise<boolean> {
  const registration = (await current()) as SyncRegistration | null;
  if (!registration?.active || !registration.sync) return false;
  try {
    await registration.sync.register(SYNC_TAG);
    return true;
  } catch {
    // The person has forbidden it in the browser; then an open page sends.
    return false;
  }
}

/** Whether this browser sends with every page closed. */
export function sendsWhenClosed(): boolean {
  return "serviceWorker" in navigator && "SyncManager" in globalThis;
}

/** Calls `ready` when a newer worker waits for this page to go. It takes over when it is told to. */
export function onNewVersion(registration: ServiceWorkerRegistration, ready: (takeOver: () => void) => void): void {
  const offer = (worker: ServiceWorker | null) => {
    if (!worker || !navigator.serviceWorker.controller) return;
    const check = () => {
      if (worker.state === "installed") ready(() => worker.postMessage(TAKE_OVER));
    };
    worker.addEventListener("statechange", check);
    check();
  };
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => offer(registration.installing));
}
