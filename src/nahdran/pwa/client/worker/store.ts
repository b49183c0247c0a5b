// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// What the worker keeps. One cache for each version, filled before that version serves, thrown away when the next one does.

import type { Plan } from "./plan.ts";

const PREFIX = "nahdran-";
/** Only pages that the server calls the same for everybody carry this header. */
const MARK = "X-Nahdran-Offline";
const PAGE_MS = 4_000;
const DATA_MS = 6_000;
// A page may be asked for in another language; the kept one is still the right one.
const LOOSE: CacheQueryOptions = { ignoreVary: true };

export const cacheName = (plan: Plan): string => PREFIX + plan.version;

/** Pages and files must all be there, or this version does not begin. */
export async function fill(plan: Plan): Promise<void> {
  const cache = await caches.open(cacheName(plan));
  await Promise.all(plan.pages.map((page) => keepPage(cache, page)));
  await Promise.all(plan.files.map((file) => keepFile(cache, file)));
}

/** Pictures and data may come later, or when a page asks for them. */
export async function fillRest(plan: Plan): Promise<void> {
  const cache = await caches.open(cacheName(plan));
  for (const address of [...plan.data, ...plan.pictures]) {
    if (!(await cache.match(address, LOOSE))) await keepFile(cache, address).catch(() => undefined);
  }
}

export async function dropOthers(plan: Plan): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== cacheName(plan)).map((name) => caches.delete(name)));
}

export async function page(plan: Plan, request: Request, path: string): Promise<Response> {
  const cache = await caches.open(cacheName(plan));
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PAGE_MS) });
    // What the town says on its pages changes (a storm, a text); the copy without a network follows as long as it finds its files.
    if (mayKeep(response) && response.headers.get(MARK) === plan.build) await cache.put(path, response.clone());
    return response;
  } catch {
    return (await cache.match(path, LOOSE)) ?? Response.error();
  }
}

export async function visit(plan: Plan, request: Request, instead: string): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    if (instead !== plan.offline) return Response.redirect(new URL(instead, self.location.origin).href, 302);
    return (await (await caches.open(cacheName(plan))).match(plan.offline, LOOSE)) ?? Response.error();
  }
}

export async function kept(plan: Plan, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName(plan));
  const found = await cache.match(request, LOOSE);
  if (found) return found;
  const response = await fetch(request);
  if (mayKeep(response)) await cache.put(request, response.clone());
  return response;
}

export async function newest(plan: Plan, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName(plan));
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(DATA_MS) });
    if (mayKeep(response)) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const found = await cache.match(request, LOOSE);
    if (found) return found;
    throw error;
  }
}

async function keepPage(cache: Cache, page: string): Promise<void> {
  const response = await fetch(page, { credentials: "same-origin", cache: "no-cache" });
  if (!mayKeep(response) || !response.headers.has(MARK)) throw new Error(`${page}: ${response.status}`);
  await cache.put(page, response);
}

async function keepFile(cache: Cache, file: string): Promise<void> {
  const response = await fetch(file, { credentials: "same-origin" });
  if (!mayKeep(response)) throw new Error(`${file}: ${response.status}`);
  await cache.put(file, response);
}

function mayKeep(response: Response): boolean {
  return response.ok && !response.redirected && response.type === "basic" && !(response.headers.get("Cache-Control") ?? "").includes("no-store");
}
