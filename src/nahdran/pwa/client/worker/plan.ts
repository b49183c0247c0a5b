// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// What the worker does with a request, decided without asking anybody. Everything it does not know is left to the browser.

import type { Queue } from "../lib/sending.ts";

/** Written in front of the worker by the server; see pwa/plan.py. */
export interface Plan {
  version: string;
  /** Of the files; a page of the same build goes together with them. */
  build: string;
  pages: string[];
  offline: string;
  files: string[];
  pictures: string[];
  data: string[];
  insteadOf: [string, string][];
  untouched: string[];
  queues: Queue[];
}

export type Way =
  /** A page that is kept: the network first, and the kept one if that takes too long. */
  | { kind: "page"; path: string }
  /** Any other page: the network, and without one `instead`. */
  | { kind: "visit"; instead: string }
  /** Never changes under its address. */
  | { kind: "kept" }
  /** The newest answer, else the last one. */
  | { kind: "newest" }
  | { kind: "leave" };

interface Asked {
  method: string;
  mode: string;
  url: string;
}

export function wayOf(request: Asked, plan: Plan, origin: string): Way {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== origin) return { kind: "leave" };
  const address = url.pathname + url.search;
  if (request.mode === "navigate") return visit(url.pathname, plan);
  if (plan.files.includes(address) || plan.pictures.includes(address)) return { kind: "kept" };
  return plan.data.includes(address) ? { kind: "newest" } : { kind: "leave" };
}

function visit(path: string, plan: Plan): Way {
  if (plan.pages.includes(path)) return { kind: "page", path };
  if (plan.untouched.some((start) => path.startsWith(start))) return { kind: "leave" };
  const instead = plan.insteadOf.find(([start]) => path.startsWith(start));
  return { kind: "visit", instead: instead ? instead[1] : plan.offline };
}
