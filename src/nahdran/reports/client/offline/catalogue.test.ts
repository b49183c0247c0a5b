// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, expect, test, vi } from "vitest";
import { kept, load } from "./catalogue.ts";

const OLD = { version: "1", groups: [], outline: [], outside: "" };
const NEW = { ...OLD, version: "2" };
const answer = (value: unknown, status = 200): Response => new Response(JSON.stringify(value), { status });

function device({ stored, network }: { stored?: unknown; network: () => Promise<Response> }): void {
  vi.stubGlobal("caches", { match: () => Promise.resolve(stored === undefined ? undefined : answer(stored)) });
  vi.stubGlobal("fetch", network);
}

afterEach(() => vi.unstubAllGlobals());

test("the newest list counts, whatever is kept", async () => {
  device({ stored: OLD, network: () => Promise.resolve(answer(NEW)) });
  expect(await load("/arten.json")).toEqual(NEW);
});

test("without a network the kept list serves, also where the network breaks off in the middle or answers with an error", async () => {
  for (const network of [
    () => Promise.reject(new TypeError("Failed to fetch")),
    () => Promise.resolve(new Response('{"version": "2", "gro')),
    () => Promise.resolve(answer({}, 503)),
  ]) {
    device({ stored: OLD, network });
    expect(await load("/arten.json")).toEqual(OLD);
  }
});

test("a device that never had it knows nothing, and neither does one without a store", async () => {
  const network = (): Promise<Response> => Promise.reject(new TypeError("Failed to fetch"));
  device({ network });
  expect(await load("/arten.json")).toBeNull();
  vi.stubGlobal("caches", undefined);
  expect(await kept("/arten.json")).toBeNull();
});
