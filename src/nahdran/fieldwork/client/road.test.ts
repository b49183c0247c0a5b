// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, describe, expect, it, vi } from "vitest";
import { allEntries, recall } from "../../pwa/client/lib/entries.ts";
import { freshDevice } from "../../pwa/client/lib/testing.ts";
import { findDay } from "./road/day.ts";
import { inOrder, metres } from "./road/way.ts";

const DAY = { me: "abc", at: "2026-11-30T08:00:00Z", date: "Montag", crews: ["Kolonne 1"], map: "", orders: [] };
const answer = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

beforeEach(freshDevice);

describe("the day", () => {
  it("is kept on the shelf that signing out empties, and found there without a network", async () => {
    vi.stubGlobal("fetch", vi.fn().mockResolvedValueOnce(answer(DAY)).mockRejectedValueOnce(new TypeError("offline")));
    expect(await findDay("/tag.json")).toEqual({ day: DAY, isKept: false, isRefused: false });
    expect(await recall("fieldwork.day")).toEqual(DAY);
    expect(await findDay("/tag.json")).toEqual({ day: DAY, isKept: true, isRefused: false });
    expect(await allEntries()).toEqual([]);
  });

  it("shows nothing kept to somebody who may not see it", async () => {
    vi.stubGlobal("fetch", vi.fn().mockResolvedValueOnce(answer(DAY)).mockResolvedValueOnce(answer({}, 403)));
    await findDay("/tag.json");
    expect((await findDay("/tag.json")).day).toBeNull();
  });

  it("is the kept one while the server has trouble", async () => {
    vi.stubGlobal("fetch", vi.fn().mockResolvedValueOnce(answer(DAY)).mockResolvedValueOnce(answer({}, 500)));
    await findDay("/tag.json");
    expect((await findDay("/tag.json")).day).toEqual(DAY);
  });
});

describe("the way", () => {
  const road = [5, 1, 4, 2, 3].map((number) => ({ number, lon: 7.2 + number / 1000, lat: 50.84 }));

  it("goes along a road and ends with what has no place", () => {
    const nowhere = { number: 9, lon: null, lat: null };
    expect(inOrder([nowhere, ...road], [7.2, 50.84]).map((stop) => stop.number)).toEqual([1, 2, 3, 4, 5, 9]);
  });

  it("knows how far it is", () => {
    expect(metres([7.2, 50.84], [7.2, 50.85])).toBeCloseTo(1112, -1);
  });

  it("takes nothing for an answer", () => {
    expect(inOrder([], [7, 50])).toEqual([]);
  });
});
