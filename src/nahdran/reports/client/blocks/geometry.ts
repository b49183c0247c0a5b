// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Rectangles in whole pixels that never leave the picture. Pure functions.

export interface Block {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Limits {
  width: number;
  height: number;
}

interface Point {
  x: number;
  y: number;
}

/** A block smaller than this was a slip of the finger. */
const LEAST = 4;

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** The part that lies in the picture, or nothing. */
export function inside(block: Block, limits: Limits): Block | undefined {
  const x = clamp(block.x, 0, limits.width);
  const y = clamp(block.y, 0, limits.height);
  const width = clamp(block.x + block.width, 0, limits.width) - x;
  const height = clamp(block.y + block.height, 0, limits.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

export function moved(block: Block, dx: number, dy: number, limits: Limits): Block {
  return { ...block, x: clamp(block.x + dx, 0, limits.width - block.width), y: clamp(block.y + dy, 0, limits.height - block.height) };
}

export function resized(block: Block, dx: number, dy: number, limits: Limits): Block {
  return { ...block, width: clamp(block.width + dx, LEAST, limits.width - block.x), height: clamp(block.height + dy, LEAST, limits.height - block.y) };
}

/** Between two corners, whichever comes first. */
export function spanned(one: Point, other: Point, limits: Limits): Block | undefined {
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)].map(Math.round) as [number, number];
  const [top, bottom] = [Math.min(one.y, other.y), Math.max(one.y, other.y)].map(Math.round) as [number, number];
  const block = inside({ x: left, y: top, width: right - left, height: bottom - top }, limits);
  return block && block.width >= LEAST && block.height >= LEAST ? block : undefined;
}
