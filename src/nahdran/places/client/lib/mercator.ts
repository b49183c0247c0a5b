// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The projection of every map here: web Mercator with a world of 512 px at zoom 0, as MapLibre counts. No page, no network.

export interface Point {
  x: number;
  y: number;
}

export interface Position {
  lon: number;
  lat: number;
}

export interface View extends Position {
  zoom: number;
}

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

const WORLD = 512;
const EARTH_M = 6_371_008.8;
// Web Mercator ends here; latitudes beyond it have no place on the map.
const MAX_LAT = 85.051129;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

/** Pixels from the north-west corner of the world. */
export function toPixels(position: Position, zoom: number): Point {
  const size = WORLD * 2 ** zoom;
  const lat = radians(Math.max(-MAX_LAT, Math.min(MAX_LAT, position.lat)));
  return {
    x: ((position.lon + 180) / 360) * size,
    y: ((1 - Math.log(Math.tan(lat) + 1 / Math.cos(lat)) / Math.PI) / 2) * size,
  };
}

export function fromPixels(point: Point, zoom: number): Position {
  const size = WORLD * 2 ** zoom;
  return {
    lon: (point.x / size) * 360 - 180,
    lat: degrees(Math.atan(Math.sinh(Math.PI * (1 - (2 * point.y) / size)))),
  };
}

/** What a window of so many pixels shows around the middle of `view`. */
export function visibleBounds(view: View, width: number, height: number): Bounds {
  const middle = toPixels(view, view.zoom);
  const northWest = fromPixels({ x: middle.x - width / 2, y: middle.y - height / 2 }, view.zoom);
  const southEast = fromPixels({ x: middle.x + width / 2, y: middle.y + height / 2 }, view.zoom);
  return [northWest.lon, southEast.lat, southEast.lon, northWest.lat];
}

/** The view that shows `bounds` whole in a window of so many pixels. */
export function fit(bounds: Bounds, width: number, height: number, padding = 0, maxZoom = 18): View {
  const [west, south, east, north] = bounds;
  const a = toPixels({ lon: west, lat: north }, 0);
  const b = toPixels({ lon: east, lat: south }, 0);
  const across = Math.max(1, width - 2 * padding) / Math.max(1e-9, b.x - a.x);
  const down = Math.max(1, height - 2 * padding) / Math.max(1e-9, b.y - a.y);
  const zoom = Math.max(0, Math.min(maxZoom, Math.log2(Math.min(across, down))));
  return { ...fromPixels({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, 0), zoom };
}

export function metresBetween(a: Position, b: Position): number {
  const lat = radians((a.lat + b.lat) / 2);
  return EARTH_M * Math.hypot(radians(b.lat - a.lat), radians(b.lon - a.lon) * Math.cos(lat));
}

/** Pixels that so many metres take on the map at this place. */
export function metresInPixels(metres: number, view: View): number {
  const circumference = 2 * Math.PI * EARTH_M * Math.cos(radians(view.lat));
  return (metres / circumference) * WORLD * 2 ** view.zoom;
}

/** Numbers from an attribute such as "7.1,50.8"; nothing unless there are exactly `count` finite ones. */
export function numbers(text: string | null | undefined, count: number): number[] | null {
  const found = (text ?? "").split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  return found.length === count && found.every(Number.isFinite) ? found : null;
}
