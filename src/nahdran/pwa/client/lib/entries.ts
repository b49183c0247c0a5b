// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// What lies on the device: drafts, things that wait to be sent, and the receipts of what was sent. Every change is told to all open pages.

import { ENTRIES, FILES, PERSONAL, inTransaction, putAtLast, result } from "./database.ts";
import { tell } from "./news.ts";

export type State = "draft" | "waiting" | "sending" | "refused" | "sent";

/** Why the town did not take it, in words for the person; `fields` by name of the field. */
export interface Problem {
  message: string;
  fields?: Record<string, string>;
  files?: Record<string, string>;
  /** Places to choose from, where the words of the person fit several. */
  choices?: { label: string; lon: number; lat: number }[];
}

/** What stays after the sending: how to find it again, and what the town had to say. */
export interface Receipt {
  reference: string;
  link: string;
  code?: string;
  /** Sentences about what comes next. */
  notes?: string[];
  /** An earlier sending had arrived already; this one only brought the answer. */
  isEarlier?: boolean;
  /** What others have reported near by and may be the same. */
  similar?: { label: string; link: string }[];
}

export interface Entry<Data = unknown> {
  /** Known on this device only; stands in addresses of pages, behind the "#". */
  id: string;
  /** Under this key the server takes the thing once. Whoever knows it gets the secret link, so it stands nowhere else. */
  key: string;
  queue: string;
  state: State;
  title: string;
  /** Null once it was sent: then nothing personal is left. */
  data: Data | null;
  /** The mark of who was signed in, or empty. */
  owner: string;
  begunAt: number;
  changedAt: number;
  attempts: number;
  nextAt: number;
  /** An answer of the server may have been lost: perhaps it is there already. */
  unsure: boolean;
  /** Changed by the person while it was unsure: if it was there already, the change was not. */
  edited: boolean;
  problem: Problem | null;
  receipt: Receipt | null;
}

export interface StoredFile {
  id: string;
  entry: string;
  name: string;
  blob: Blob;
  /** The server has it already. */
  uploaded: boolean;
  at: number;
}

const DAY = 24 * 3600 * 1000;
/** Nothing stays longer on a device that perhaps many use. */
export const LIFE = 30 * DAY;

/** A random UUID also where the page came without https, as in a town's own test. */
export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export function newEntry<Data>(queue: string, data: Data, now: number): Entry<Data> {
  return {
    id: newKey(),
    key: newKey(),
    queue,
    state: "draft",
    title: "",
    data,
    owner: "",
    begunAt: now,
    changedAt: now,
    attempts: 0,
    nextAt: 0,
    unsure: false,
    edited: false,
    problem: null,
    receipt: null,
  };
}

export async function allEntries(queue?: string): Promise<Entry[]> {
  const found = await inTransaction([ENTRIES], "readonly", (shelf) => result(shelf(ENTRIES).getAll() as IDBRequest<Entry[]>));
  return found.filter((entry) => !queue || entry.queue === queue).sort((one, other) => one.begunAt - other.begunAt);
}

export async function entryById(id: string): Promise<Entry | undefined> {
  return inTransaction([ENTRIES], "readonly", (shelf) => result(shelf(ENTRIES).get(id) as IDBRequest<Entry | undefined>));
}

export async function put(entry: Entry): Promise<void> {
  await inTransaction([ENTRIES], "readwrite", (shelf) => result(shelf(ENTRIES).put(entry)));
  tell(entry.queue);
}

/** For the last moment of a page: what was typed since the last writing. */
export function putBeforeLeaving(entry: Entry): void {
  putAtLast(ENTRIES, entry);
  tell(entry.queue);
}

/**
 * Reads, changes and writes one entry without anybody in between: two windows cannot both send the same draft.
 * `work` returns what to write, or null to leave it; the answer is what was written.
 */
export async function change(id: string, work: (entry: Entry) => Entry | null): Promise<Entry | null> {
  const changed = await inTransaction([ENTRIES], "readwrite", async (shelf) => {
    const found = await result(shelf(ENTRIES).get(id) as IDBRequest<Entry | undefined>);
    const wanted = found ? work(found) : null;
    if (wanted) await result(shelf(ENTRIES).put(wanted));
    return wanted;
  });
  if (changed) tell(changed.queue);
  return changed;
}

export async function filesOf(entry: string): Promise<StoredFile[]> {
  const found = await inTransaction([FILES], "readonly", (shelf) => result(shelf(FILES).index("entry").getAll(entry) as IDBRequest<StoredFile[]>));
  return found.sort((one, other) => one.at - other.at);
}

export async function putFile(file: StoredFile): Promise<void> {
  await inTransaction([FILES], "readwrite", (shelf) => result(shelf(FILES).put(file)));
}

export async function removeFile(id: string): Promise<void> {
  await inTransaction([FILES], "readwrite", (shelf) => result(shelf(FILES).delete(id)));
}

/** The entry and its files, as if they had never been. */
export async function remove(entry: Entry): Promise<void> {
  await inTransaction([ENTRIES, FILES], "readwrite", async (shelf) => {
    await result(shelf(ENTRIES).delete(entry.id));
    await dropFiles(shelf(FILES), entry.id);
  });
  tell(entry.queue);
}

/** Everything of one queue: drafts, what waits, what was sent. */
export async function removeAll(queue: string): Promise<void> {
  for (const entry of await allEntries(queue)) await remove(entry);
}

/** Sent: the receipt stays, all that was typed and photographed goes in the same moment. */
export async function settle(entry: Entry, receipt: Receipt, now: number): Promise<void> {
  await inTransaction([ENTRIES, FILES], "readwrite", async (shelf) => {
    const sent: Entry = { ...entry, state: "sent", data: null, owner: "", key: "", problem: null, unsure: false, receipt, changedAt: now };
    await result(shelf(ENTRIES).put(sent));
    await dropFiles(shelf(FILES), entry.id);
  });
  tell(entry.queue);
}

/** Throws away what is older than 30 days. What still waits then is given back to the person first, and goes 30 days later. */
export async function expire(now: number, tooOld: string): Promise<void> {
  for (const entry of await allEntries()) {
    if (now - entry.changedAt <= LIFE) continue;
    if (entry.state === "waiting" || entry.state === "sending") {
      await put({ ...entry, state: "refused", problem: { message: tooOld }, changedAt: now });
    } else {
      await remove(entry);
    }
  }
}

async function dropFiles(files: IDBObjectStore, entry: string): Promise<void> {
  for (const key of await result(files.index("entry").getAllKeys(entry))) await result(files.delete(key));
}

export async function remember(name: string, value: unknown): Promise<void> {
  await inTransaction([PERSONAL], "readwrite", (shelf) => result(shelf(PERSONAL).put(value, name)));
}

export async function recall<Value>(name: string): Promise<Value | undefined> {
  return inTransaction([PERSONAL], "readonly", (shelf) => result(shelf(PERSONAL).get(name) as IDBRequest<Value | undefined>));
}

/** Somebody has signed out. */
export async function forgetPerson(): Promise<void> {
  await inTransaction([PERSONAL], "readwrite", (shelf) => result(shelf(PERSONAL).clear()));
}
