// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The two questions to the server: which addresses are called so, and what is here.

import type { Position } from "./mercator";

export interface AddressHit extends Position {
  label: string;
  district: string;
}

export interface Description {
  /** The nearest address or street; empty where there is none. */
  label: string;
  district: string;
  inside: boolean;
  /** Outside: what lies there, in a whole sentence. */
  hint: string;
}

async function json(address: string, values: Record<string, string>, signal: AbortSignal): Promise<unknown> {
  const url = new URL(address, document.baseURI);
  for (const [key, value] of Object.entries(values)) url.searchParams.set(key, value);
  const answer = await fetch(url, { signal, credentials: "same-origin", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
  return answer.json();
}

export async function searchAddresses(address: string, text: string, signal: AbortSignal): Promise<AddressHit[]> {
  return ((await json(address, { q: text }, signal)) as { results: AddressHit[] }).results;
}

export async function describe(address: string, { lon, lat }: Position, signal: AbortSignal): Promise<Description> {
  return (await json(address, { lon: lon.toFixed(6), lat: lat.toFixed(6) }, signal)) as Description;
}

/** Runs one question at a time: a newer one takes back the older. Taken-back ones never answer. */
export class Latest {
  private controller: AbortController | null = null;

  async run<Answer>(question: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | null> {
    this.controller?.abort();
    const controller = (this.controller = new AbortController());
    try {
      const answer = await question(controller.signal);
      return controller.signal.aborted ? null : answer;
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    }
  }

  cancel(): void {
    this.controller?.abort();
  }
}
