// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Tells every open page, and the worker, that something in a queue has changed. And a mark on the device that there is something at all.

const CHANNEL = "nahdran-entries";
const MARK = "nahdran-entries";

let channel: BroadcastChannel | null = null;
const listeners = new Set<(queue: string) => void>();

function open(): BroadcastChannel | null {
  if (channel || typeof BroadcastChannel === "undefined") return channel;
  channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", (event: MessageEvent<string>) => hear(event.data));
  return channel;
}

function hear(queue: string): void {
  for (const listener of listeners) listener(queue);
}

export function tell(queue: string): void {
  mark();
  open()?.postMessage(queue);
  // A channel does not speak to itself.
  hear(queue);
}

/** Returns how to stop listening. */
export function listen(listener: (queue: string) => void): () => void {
  open();
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Most visitors have nothing here; their browsers need not even open a database. */
export function hasEntries(): boolean {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return true;
  }
}

function mark(): void {
  try {
    localStorage.setItem(MARK, "1");
  } catch {
    // The worker has no such store; a page has set the mark before.
  }
}
