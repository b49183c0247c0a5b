// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// One attempt to hand one entry to the server. Pure of pages and databases, so that it is tested without either; used by pages and by the worker.
// Whatever is not clearly "taken" or "not taken, because" counts as not answered: the entry waits and is sent again under the same key.

import type { Entry, Problem, Receipt, StoredFile } from "./entries.ts";
import { proofOf } from "./puzzle.ts";
import type { Puzzle } from "./puzzle.ts";

export interface Queue {
  key: string;
  send: string;
  file: string;
  page: string;
  token: string;
  one: string;
  many: string;
}

export type Outcome =
  | { kind: "sent"; receipt: Receipt }
  | { kind: "refused"; problem: Problem }
  /** `isOffline`: nothing else will get through now either. `unsure`: the server may have taken it. `afterMs`: the server said when. */
  | { kind: "later"; isOffline: boolean; unsure: boolean; afterMs: number };

/** So much goes in one request; more is sent file by file first, and what has arrived is not sent again when the connection breaks. */
export const TOGETHER_BYTES = 1_000_000;
const TOKEN_MS = 30_000;
// A photo at five kilobytes a second.
const UPLOAD_MS = 180_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;

/** After the first failure five seconds, then three times as long each time, at most an hour; a little apart, so that not all phones come at once. */
export function waitAfter(attempts: number, chance = Math.random()): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 3 ** Math.max(0, attempts - 1));
  return Math.round(wait * (0.8 + 0.4 * chance));
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
  retryMs: number;
}

class Stopped extends Error {
  constructor(readonly outcome: Outcome) {
    super(outcome.kind);
  }
}

const later = (more: Partial<Extract<Outcome, { kind: "later" }>> = {}): Outcome => ({
  kind: "later",
  isOffline: false,
  unsure: false,
  afterMs: 0,
  ...more,
});

/** `arrived` is called for every file that the server has taken before the rest. */
export async function send(queue: Queue, entry: Entry, files: StoredFile[], arrived: (file: StoredFile) => Promise<void>): Promise<Outcome> {
  try {
    const post = await sender(queue, entry);
    const total = files.reduce((sum, file) => sum + file.blob.size, 0);
    const together = total <= TOGETHER_BYTES && !files.some((file) => file.uploaded);
    if (!together) await uploadAll(post, queue, files.filter((file) => !file.uploaded), arrived);
    let answer = await post(queue.send, whole(entry, files, together), true);
    const missing = missingFiles(answer, files);
    if (missing.length) {
      // The server has thrown them away meanwhile, or never got them.
      await uploadAll(post, queue, missing, arrived);
      answer = await post(queue.send, whole(entry, files, false), true);
    }
    const puzzle = answer.body["puzzle"] as Puzzle | undefined;
    // Whatever came along the first time is there now.
    if (puzzle) answer = await post(queue.send, whole(entry, files, false, await proofOf(puzzle)), true);
    return judge(answer);
  } catch (error) {
    if (error instanceof Stopped) return error.outcome;
    throw error;
  }
}

type Post = (address: string, body: FormData, isLast: boolean) => Promise<Answer>;

/** Posts with a token that is fresh: the page may be weeks old. A token that ran out on the way is renewed once. */
async function sender(queue: Queue, entry: Entry): Promise<Post> {
  let token = await freshToken(queue.token);
  const once = (address: string, body: FormData, isLast: boolean) =>
    ask(address, { method: "POST", body, headers: { "X-CSRFToken": token, "Idempotency-Key": entry.key } }, UPLOAD_MS, isLast);
  return async (address, body, isLast) => {
    const answer = await once(address, body, isLast);
    if (answer.status !== 403 || answer.body["code"] !== "token") return answer;
    token = await freshToken(queue.token);
    return once(address, body, isLast);
  };
}

async function freshToken(address: string): Promise<string> {
  const { body } = await ask(address, { method: "GET" }, TOKEN_MS, false);
  if (typeof body["token"] !== "string") throw new Stopped(later());
  return body["token"];
}

async function uploadAll(post: Post, queue: Queue, files: StoredFile[], arrived: (file: StoredFile) => Promise<void>): Promise<void> {
  for (const file of files) {
    const body = new FormData();
    body.append("id", file.id);
    body.append("file", file.blob, file.name);
    const answer = await post(queue.file, body, false);
    if (answer.status < 300 && answer.body["taken"]) {
      await arrived(file);
      continue;
    }
    throw new Stopped(judge(answer));
  }
}

function whole(entry: Entry, files: StoredFile[], together: boolean, proof = ""): FormData {
  const body = new FormData();
  const about = { begun_at: new Date(entry.begunAt).toISOString(), owner: entry.owner, files: files.map((file) => file.id) };
  body.append("data", JSON.stringify({ ...(entry.data as object), ...about }));
  if (proof) body.append("proof", proof);
  if (together) for (const file of files) body.append(`file-${file.id}`, file.blob, file.name);
  return body;
}

function missingFiles(answer: Answer, files: StoredFile[]): StoredFile[] {
  const missing = answer.status === 409 ? answer.body["missing"] : null;
  return Array.isArray(missing) ? files.filter((file) => missing.includes(file.id)) : [];
}

function judge(answer: Answer): Outcome {
  const { status, body, retryMs } = answer;
  if (status < 300 && body["receipt"]) return { kind: "sent", receipt: { ...(body["receipt"] as Receipt), isEarlier: body["is_new"] === false } };
  if (status >= 400 && status < 500 && body["problem"]) return { kind: "refused", problem: body["problem"] as Problem };
  // An error of the server, or a page that is not ours: it may have happened after the thing was taken.
  return later({ afterMs: retryMs, unsure: status >= 500 });
}

async function ask(address: string, options: RequestInit, patience: number, isLast: boolean): Promise<Answer> {
  let response: Response;
  try {
    // A redirect would be a sign-in page or the page of a hotel's network: no answer of ours either way.
    response = await fetch(address, { ...options, credentials: "same-origin", cache: "no-store", redirect: "error", signal: AbortSignal.timeout(patience) });
  } catch {
    throw new Stopped(later({ isOffline: true, unsure: isLast }));
  }
  return { status: response.status, body: await jsonOf(response, isLast), retryMs: Number(response.headers.get("Retry-After") ?? 0) * 1000 || 0 };
}

async function jsonOf(response: Response, isLast: boolean): Promise<Record<string, unknown>> {
  if (!(response.headers.get("Content-Type") ?? "").includes("json")) return {};
  try {
    return (await response.json()) as Record<string, unknown>;
  } catch {
    // The answer broke off in the middle.
    throw new Stopped(later({ isOffline: true, unsure: isLast }));
  }
}
