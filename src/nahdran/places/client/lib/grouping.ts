// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Pins that would lie on each other become one with a number, so that each can be hit with a finger.

import { toPixels } from "./mercator";
import type { Point } from "./mercator";
import type { MapPoint } from "./points";

const TOO_CLOSE_PX = 32;
// So near there is nothing left to open: only what is one place stays one pin, and that pin lists it.
export const LAST_ZOOM = 18;
const SAME_PLACE_PX = 8;

interface Group extends Point {
  members: MapPoint[];
}

/** The same points in the same order give the same groups, so pins stay where they are when the map is only moved. */
export function gather(points: readonly MapPoint[], zoom: number): MapPoint[] {
  let found = [...points];
  if (zoom >= LAST_ZOOM) return gatherOnce(found, LAST_ZOOM, SAME_PLACE_PX);
  // A group stands in the middle of its members, and that may bring it close to another one.
  for (let before = Infinity; found.length < before; ) {
    before = found.length;
    found = gatherOnce(found, zoom, TOO_CLOSE_PX);
  }
  return found;
}

/** Do all of them stay in one pin, however near one comes? */
export function isOnePlace(parts: readonly MapPoint[]): boolean {
  return gatherOnce(parts, LAST_ZOOM, SAME_PLACE_PX).length === 1;
}

function gatherOnce(points: readonly MapPoint[], zoom: number, closePx: number): MapPoint[] {
  const cells = new Map<string, Group[]>();
  const groups: Group[] = [];
  for (const point of [...points].sort((a, b) => (firstId(a) < firstId(b) ? -1 : 1))) {
    const place = toPixels(point, zoom);
    const near = neighbours(cells, place).find((group) => Math.hypot(group.x - place.x, group.y - place.y) < closePx);
    if (near) near.members.push(point);
    else {
      const group = { ...place, members: [point] };
      groups.push(group);
      const key = cell(place.x, place.y, 0, 0);
      cells.set(key, [...(cells.get(key) ?? []), group]);
    }
  }
  return groups.map(({ members }) => (members.length === 1 ? members[0]! : merged(members)));
}

const firstId = ({ id, members }: MapPoint): string => members?.[0] ?? id;

const cell = (x: number, y: number, right: number, down: number): string =>
  `${Math.floor(x / TOO_CLOSE_PX) + right}/${Math.floor(y / TOO_CLOSE_PX) + down}`;

function neighbours(cells: ReadonlyMap<string, Group[]>, { x, y }: Point): Group[] {
  const found: Group[] = [];
  for (const right of [-1, 0, 1]) for (const down of [-1, 0, 1]) found.push(...(cells.get(cell(x, y, right, down)) ?? []));
  return found;
}

function merged(members: readonly MapPoint[]): MapPoint {
  const count = members.reduce((sum, { count: one }) => sum + one, 0);
  const mean = (key: "lon" | "lat"): number => members.reduce((sum, one) => sum + one[key] * one.count, 0) / count;
  const ids = members.flatMap((one) => one.members ?? [one.id]);
  return {
    id: `group:${ids[0]!}`,
    lon: mean("lon"),
    lat: mean("lat"),
    tone: commonest(members),
    title: "",
    status: "",
    meta: "",
    url: "",
    count,
    members: ids,
    parts: members.flatMap((one) => one.parts ?? [one]),
  };
}

function commonest(members: readonly MapPoint[]): MapPoint["tone"] {
  const counts = new Map<MapPoint["tone"], number>();
  for (const { tone, count } of members) counts.set(tone, (counts.get(tone) ?? 0) + count);
  return [...counts].sort((a, b) => b[1] - a[1])[0]![0];
}
