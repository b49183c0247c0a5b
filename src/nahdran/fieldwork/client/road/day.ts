// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The day of the crew on this device: fetched where there is a network, else what was kept of it. It lies on the shelf that signing out empties.

import { recall, remember } from "../../../pwa/client/lib/entries.ts";
import type { Entry } from "../../../pwa/client/lib/entries.ts";

export const QUEUE = "fieldwork";
const SHELF = "fieldwork.day";

export interface Order {
  id: number;
  place: number;
  number: string;
  title: string;
  text: string;
  address: string;
  district: string;
  lon: number | null;
  lat: number | null;
  due: string;
  late: boolean;
  open: boolean;
  state: string;
  tone: string;
  pictures: string[];
}

export interface Day {
  /** The mark of who was signed in when it was fetched. */
  me: string;
  at: string;
  date: string;
  crews: string[];
  map: string;
  orders: Order[];
}

export type End = "checked" | "done" | "impossible" | "note";

export interface Done {
  order: number;
  to: End;
  text: string;
  by: string;
  before: string[];
  after: string[];
}

export type Report = Entry<Done>;

export interface Found {
  day: Day | null;
  /** It comes from the device and may be old. */
  isKept: boolean;
  /** The network is there, but nobody is signed in, or somebody without a crew. */
  isRefused: boolean;
}

export async function findDay(address: string): Promise<Found> {
  const fresh = await fetched(address);
  if (fresh === "refused") return { day: null, isKept: false, isRefused: true };
  if (fresh) {
    await remember(SHELF, fresh).catch(() => undefined);
    return { day: fresh, isKept: false, isRefused: false };
  }
  return { day: (await recall<Day>(SHELF).catch(() => undefined)) ?? null, isKept: true, isRefused: false };
}

async function fetched(address: string): Promise<Day | "refused" | null> {
  try {
    const response = await fetch(address, { credentials: "same-origin", cache: "no-store", redirect: "manual" });
    if (response.type === "opaqueredirect" || response.status === 403) return "refused";
    return response.ok ? ((await response.json()) as Day) : null;
  } catch {
    return null;
  }
}
