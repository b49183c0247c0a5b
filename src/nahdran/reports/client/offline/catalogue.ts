// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The kinds with their questions, as the server or the worker's store has them; and whether a place lies in the town, roughly.

export interface Kind {
  key: string;
  name: string;
  description: string;
  hint: string;
  icon: string;
  words: string;
  photo: boolean;
  contact: boolean;
  atOnce: boolean;
  /** The fields of its own questions, as markup of our server. */
  fields: string;
  /** Names of the fields that must be answered. */
  required: string[];
}

export interface Group {
  name: string;
  icon: string;
  kinds: Kind[];
}

export type Ring = [number, number][];

export interface Catalogue {
  version: string;
  groups: Group[];
  outline: Ring[];
  outside: string;
}

/** What the worker keeps on this device, at once; null where it never came here. */
export async function kept(address: string): Promise<Catalogue | null> {
  try {
    const found = await caches.match(address, { ignoreVary: true });
    return found ? ((await found.json()) as Catalogue) : null;
  } catch {
    return null; // no such store, as on a page without TLS
  }
}

/** The newest, else the kept one. */
export async function load(address: string): Promise<Catalogue | null> {
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok) return (await answer.json()) as Catalogue;
  } catch {
    // No network, or one that broke off in the middle.
  }
  return kept(address);
}

export function kindOf(catalogue: Catalogue | null, key: string): Kind | null {
  for (const group of catalogue?.groups ?? []) {
    const found = group.kinds.find((kind) => kind.key === key);
    if (found) return found;
  }
  return null;
}

/** By the rough outline; where there is none, nothing is known and nothing is doubted. */
export function isInside(rings: readonly Ring[], lon: number, lat: number): boolean {
  if (!rings.length) return true;
  return rings.some((ring) => crossings(ring, lon, lat) % 2 === 1);
}

/** How often a line to the east crosses the ring: an odd number from inside. */
function crossings(ring: Ring, lon: number, lat: number): number {
  let count = 0;
  for (let index = 0; index < ring.length; index++) {
    const [x1, y1] = ring[index]!;
    const [x2, y2] = ring[(index + 1) % ring.length]!;
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) count += 1;
  }
  return count;
}
