// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// What stands on a map: GeoJSON points from our own server for the visible part, gathered there into groups.

import type { Bounds, Position } from "./mercator";
import { toTone } from "./pins";
import type { Tone } from "./pins";

export interface MapPoint extends Position {
  id: string;
  tone: Tone;
  title: string;
  /** The word for the state, as the list has it. */
  status: string;
  /** A line below the title: place or date. */
  meta: string;
  /** Its page; of a group the list of what is in it. */
  url: string;
  /** More than 1: a group that opens when one comes nearer. */
  count: number;
  /** The points in a group that was made here: their ids, and themselves. */
  members?: string[];
  parts?: MapPoint[];
}

/** The address with the visible part; filters that are in it already stay. */
export function pointsAddress(source: string, bounds: Bounds, zoom: number): string {
  const address = new URL(source, document.baseURI);
  address.searchParams.set("bbox", bounds.map((degree) => degree.toFixed(5)).join(","));
  address.searchParams.set("zoom", String(Math.round(zoom)));
  return address.href;
}

export interface Found {
  points: MapPoint[];
  /** What the server has to say about them, for instance that these are not all. */
  notice: string;
}

export async function fetchPoints(address: string, signal: AbortSignal): Promise<Found> {
  const answer = await fetch(address, { signal, credentials: "same-origin", headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`points: ${answer.status}`);
  const collection = (await answer.json()) as Json;
  return { points: readPoints(collection), notice: text(collection["notice"]) };
}

type Json = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** Points of a feature collection; what has no position is left out. */
export function readPoints(collection: unknown): MapPoint[] {
  const features = (collection as { features?: unknown }).features;
  if (!Array.isArray(features)) return [];
  return (features as Json[]).flatMap((feature) => readPoint(feature) ?? []);
}

function readPoint(feature: Json): MapPoint | null {
  const [lon, lat] = ((feature["geometry"] as Json | null)?.["coordinates"] ?? []) as unknown[];
  if (typeof lon !== "number" || typeof lat !== "number") return null;
  const properties = (feature["properties"] ?? {}) as Json;
  return {
    id: text(feature["id"] ?? properties["id"]) || `${lon},${lat}`,
    lon,
    lat,
    tone: toTone(properties["tone"]),
    title: text(properties["title"]),
    status: text(properties["status"]),
    meta: text(properties["meta"]),
    url: text(properties["url"]),
    count: Math.max(1, Number(properties["count"] ?? 1) || 1),
  };
}
