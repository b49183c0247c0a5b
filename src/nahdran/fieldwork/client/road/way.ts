// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The order of a way, as fieldwork/route.py reckons it: nearest neighbour, then 2-opt. Here it begins where the phone is, without a network.

export interface Stop {
  lon: number | null;
  lat: number | null;
}
type Placed = Stop & { lon: number; lat: number };
type Point = [number, number];

const METRES = (6_371_008.8 * Math.PI) / 180;

/** Metres as the crow flies; good for the size of a town. */
export function metres([lon, lat]: Point, [otherLon, otherLat]: Point): number {
  const across = (otherLon - lon) * Math.cos(((lat + otherLat) * Math.PI) / 360);
  return Math.hypot(across, otherLat - lat) * METRES;
}

const placed = (stop: Stop): stop is Placed => stop.lon !== null && stop.lat !== null;
const at = (stop: Placed): Point => [stop.lon, stop.lat];

/** The stops in the order of the way from `start`; those without a place stand at the end. */
export function inOrder<Kind extends Stop>(stops: readonly Kind[], start: Point): Kind[] {
  const left = stops.filter(placed) as (Kind & Placed)[];
  const way: (Kind & Placed)[] = [];
  let here = start;
  while (left.length) {
    const far = left.map((stop) => metres(here, at(stop)));
    const [next] = left.splice(far.indexOf(Math.min(...far)), 1);
    way.push(next!);
    here = at(next!);
  }
  improve(way, start);
  return [...way, ...stops.filter((stop) => !placed(stop))];
}

function improve(way: Placed[], start: Point): void {
  for (let better = true; better; ) {
    better = false;
    for (let begin = 0; begin < way.length - 1; begin++) {
      for (let end = begin + 1; end < way.length; end++) {
        if (gain(way, start, begin, end) <= 1e-6) continue;
        way.splice(begin, end - begin + 1, ...way.slice(begin, end + 1).reverse());
        better = true;
      }
    }
  }
}

function gain(way: Placed[], start: Point, begin: number, end: number): number {
  const before = begin ? at(way[begin - 1]!) : start;
  const [one, other] = [at(way[begin]!), at(way[end]!)];
  const after = way[end + 1];
  const saved = metres(before, one) - metres(before, other);
  return after ? saved + metres(other, at(after)) - metres(one, at(after)) : saved;
}
