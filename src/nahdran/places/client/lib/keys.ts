// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// What a key does on a map that has the focus. Pure, so that it is tested without a map.

export type MapAction =
  | { kind: "pan"; x: number; y: number }
  | { kind: "zoom"; step: 1 | -1 }
  | { kind: "set" }
  | { kind: "leave" };

const STEP = 80;
// With Shift the pin goes one house number further, not one street.
const SMALL_STEP = 10;

const DIRECTIONS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Key {
  key: string;
  shiftKey?: boolean;
  ctrlKey?: boolean;
  metaKey?: boolean;
  altKey?: boolean;
}

export function mapAction(event: Key): MapAction | null {
  // Control, Alt and Meta belong to the browser and the screen reader.
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const direction = DIRECTIONS[event.key];
  if (direction) {
    const step = event.shiftKey ? SMALL_STEP : STEP;
    return { kind: "pan", x: direction[0] * step, y: direction[1] * step };
  }
  if (event.key === "+" || event.key === "=") return { kind: "zoom", step: 1 };
  if (event.key === "-" || event.key === "_") return { kind: "zoom", step: -1 };
  if (event.key === "Enter" || event.key === " ") return { kind: "set" };
  if (event.key === "Escape") return { kind: "leave" };
  return null;
}

interface Spot {
  x: number;
  y: number;
}

/** The index of the next pin in the direction of an arrow key, or -1: the nearest in a quarter circle around it. */
export function nextInDirection(spots: readonly Spot[], from: number, key: string): number {
  const direction = DIRECTIONS[key];
  const start = spots[from];
  if (!direction || !start) return -1;
  let best = -1;
  let bestDistance = Infinity;
  spots.forEach((spot, index) => {
    const [x, y] = [spot.x - start.x, spot.y - start.y];
    const along = x * direction[0] + y * direction[1];
    const across = Math.abs(x * direction[1]) + Math.abs(y * direction[0]);
    if (index === from || along <= 0 || across > along) return;
    const far = along + across;
    if (far < bestDistance) [best, bestDistance] = [index, far];
  });
  return best;
}
