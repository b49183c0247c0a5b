// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Sends what waits in a queue, one thing after the other. However many windows are open, and the worker beside them: only one of them sends.

import { allEntries, change, entryById, filesOf, putFile, settle } from "./entries.ts";
import type { Entry } from "./entries.ts";
import { send, waitAfter } from "./sending.ts";
import type { Outcome, Queue } from "./sending.ts";

export interface Drained {
  /** Things that still wait. */
  left: number;
  /** When the next one is to be tried, or Infinity. */
  nextAt: number;
}

interface Options {
  /** Also those whose time has not come: the network is back, or somebody asked for it. */
  eager?: boolean;
  /** Without a network nothing is tried, only what a closed window left behind is tidied up. */
  online?: boolean;
  now?: () => number;
}

export async function drain(queue: Queue, { eager = false, online = true, now = Date.now }: Options = {}): Promise<Drained> {
  return await navigator.locks.request(`nahdran-send-${queue.key}`, async () => {
    await freeStuck(queue.key);
    if (online) await sendDue(queue, eager, now);
    const waiting = (await allEntries(queue.key)).filter((entry) => entry.state === "waiting");
    return { left: waiting.length, nextAt: Math.min(Infinity, ...waiting.map((entry) => entry.nextAt)) };
  });
}

/** Whoever holds the lock knows that nobody else is sending: "sending" was left behind by a window that closed in the middle. */
async function freeStuck(queue: string): Promise<void> {
  for (const entry of await allEntries(queue)) {
    if (entry.state !== "sending") continue;
    await change(entry.id, (found) => (found.state === "sending" ? { ...found, state: "waiting", unsure: true, nextAt: 0 } : null));
  }
}

async function sendDue(queue: Queue, eager: boolean, now: () => number): Promise<void> {
  for (const { id } of await allEntries(queue.key)) {
    const entry = await change(id, (found) => (found.state === "waiting" && (eager || found.nextAt <= now()) ? { ...found, state: "sending" } : null));
    if (!entry) continue;
    const outcome = await attempt(queue, entry);
    await note(entry, outcome, now());
    if (outcome.kind === "later" && outcome.isOffline) return;
  }
}

async function attempt(queue: Queue, entry: Entry): Promise<Outcome> {
  return send(queue, entry, await filesOf(entry.id), async (file) => {
    // Thrown away while it was on its way: then it must not come back.
    if (await entryById(entry.id)) await putFile({ ...file, uploaded: true });
  });
}

async function note(entry: Entry, outcome: Outcome, now: number): Promise<void> {
  if (outcome.kind === "sent") {
    if (await entryById(entry.id)) await settle(entry, outcome.receipt, now);
    return;
  }
  await change(entry.id, (found) => {
    if (found.state !== "sending") return null;
    const attempts = found.attempts + 1;
    if (outcome.kind === "refused") return { ...found, state: "refused", problem: outcome.problem, unsure: false, attempts, changedAt: now };
    const wait = Math.max(outcome.afterMs, waitAfter(attempts));
    return { ...found, state: "waiting", attempts, nextAt: now + wait, unsure: found.unsure || outcome.unsure };
  });
}
