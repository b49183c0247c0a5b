// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// For the tests of the queue: a database in memory, one lock for all, and a server that takes a thing once and may fail on the way.

import { IDBFactory } from "fake-indexeddb";
import { vi } from "vitest";
import { close } from "./database.ts";
import { newEntry, put, putFile } from "./entries.ts";
import type { Entry } from "./entries.ts";
import type { Queue } from "./sending.ts";

export const QUEUE: Queue = { key: "reports", send: "/senden/", file: "/foto/", page: "/entwuerfe/", token: "/schluessel/", one: "", many: "" };

export function freshDevice(): void {
  close();
  vi.stubGlobal("indexedDB", new IDBFactory());
  let last: Promise<unknown> = Promise.resolve();
  const request = (_name: string, work: () => Promise<unknown>): Promise<unknown> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
  vi.stubGlobal("navigator", { locks: { request }, onLine: true });
}

export async function waiting(fields: Partial<Entry> = {}, files: { id: string; size: number }[] = []): Promise<Entry> {
  const entry: Entry = { ...newEntry("reports", { text: "dunkel" }, Date.now()), state: "waiting", title: "Lampe", ...fields };
  await put(entry);
  for (const [at, { id, size }] of files.entries()) {
    await putFile({ id, entry: entry.id, name: `${id}.jpg`, blob: new Blob(["x".repeat(size)], { type: "image/jpeg" }), uploaded: false, at });
  }
  return entry;
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });

export interface Asked {
  path: string;
  key: string;
  token: string;
  parts: string[];
  data: Record<string, unknown>;
}

type Answer = (asked: Asked) => Response | null;

/** Gives each key one number. `rules` answer first; null lets the next one answer, throwing cuts the line. */
export class Server {
  readonly taken = new Map<string, string>();
  readonly photos = new Set<string>();
  readonly log: Asked[] = [];
  rules: Answer[] = [];
  /** After the server has worked, the answer goes astray so many times. */
  losesAnswers = 0;
  private token = 0;

  constructor() {
    vi.stubGlobal("fetch", (path: string, options: RequestInit) => this.answer(path, options));
  }

  paths(): string[] {
    return this.log.map(({ path }) => path);
  }

  private async answer(path: string, options: RequestInit): Promise<Response> {
    const asked = read(path, options);
    this.log.push(asked);
    for (const rule of this.rules) {
      const answer = rule(asked);
      if (answer) return answer;
    }
    const answer = this.work(asked);
    if (path === QUEUE.send && this.losesAnswers > 0) {
      this.losesAnswers -= 1;
      throw new TypeError("network");
    }
    return answer;
  }

  private work({ path, key, parts, data }: Asked): Response {
    if (path === QUEUE.token) return json({ token: `t${(this.token += 1)}`, owner: "" });
    if (path === QUEUE.file) {
      this.photos.add(String(data["id"]));
      return json({ taken: true });
    }
    for (const part of parts) if (part.startsWith("file-")) this.photos.add(part.slice(5));
    const files = (data["files"] as string[] | undefined) ?? [];
    const missing = files.filter((id) => !this.photos.has(id));
    if (missing.length && !this.taken.has(key)) return json({ missing }, 409);
    const isNew = !this.taken.has(key);
    if (isNew) this.taken.set(key, `LOH-${this.taken.size + 1}`);
    return json({ receipt: { reference: this.taken.get(key), link: "/anliegen/x/" }, is_new: isNew }, isNew ? 201 : 200);
  }
}

function read(path: string, options: RequestInit): Asked {
  const headers = new Headers(options.headers);
  const body = options.body instanceof FormData ? options.body : new FormData();
  const parts = [...body.keys()];
  const data = body.has("data") ? (JSON.parse(String(body.get("data"))) as Record<string, unknown>) : Object.fromEntries([...body.entries()]);
  return { path, key: headers.get("Idempotency-Key") ?? "", token: headers.get("X-CSRFToken") ?? "", parts, data };
}

export const refuse = (path: string, body: unknown, status: number, headers: Record<string, string> = {}): Answer => {
  let left = 1;
  return (asked) => (asked.path === path && left-- > 0 ? json(body, status, headers) : null);
};

export const cut = (path: string, times = 1): Answer => {
  let left = times;
  return (asked) => {
    if (asked.path === path && left-- > 0) throw new TypeError("network");
    return null;
  };
};

export const foreign = (path: string, status = 200): Answer => (asked) =>
  asked.path === path ? new Response("<h1>Bitte melden Sie sich im WLAN an</h1>", { status, headers: { "Content-Type": "text/html" } }) : null;
