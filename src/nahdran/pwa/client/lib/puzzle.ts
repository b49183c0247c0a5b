// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// A sum that costs a browser a second and a robot its business: asked for by the server where something looks suspicious.

const AT_ONCE = 250;

export interface Puzzle {
  salt: string;
  target: string;
  most: number;
  /** Goes back with the answer: the server keeps nothing about a question. */
  token: string;
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The number below `most` for which SHA-256 of salt and number is `target`; null if there is none or `signal` has ended the search. */
export async function solve(salt: string, target: string, most: number, signal?: AbortSignal): Promise<number | null> {
  for (let start = 0; start < most && !signal?.aborted; start += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, most - start) }, (_, index) => start + index);
    const digests = await Promise.all(numbers.map((number) => digest(`${salt}${number}`)));
    const found = digests.indexOf(target);
    if (found >= 0) return start + found;
  }
  return null;
}

/** What goes back to the server. Outside https a browser does no sums; then the server finds another way. */
export async function proofOf(puzzle: Puzzle): Promise<string> {
  const number = globalThis.crypto?.subtle ? await solve(puzzle.salt, puzzle.target, puzzle.most) : null;
  return number === null ? "none" : `${puzzle.token}.${number}`;
}
