// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// @vitest-environment node

import { beforeEach, describe, expect, it } from "vitest";
import { LIFE, allEntries, change, entryById, expire, filesOf, forgetPerson, newEntry, newKey, put, recall, remember, removeAll } from "./entries.ts";
import { listen } from "./news.ts";
import { freshDevice, waiting } from "./testing.ts";

beforeEach(freshDevice);

describe("entries", () => {
  it("have keys that nobody can guess", () => {
    const keys = new Set(Array.from({ length: 50 }, newKey));
    expect(keys.size).toBe(50);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("are told apart by queue and come oldest first", async () => {
    await put(newEntry("andere", {}, 1));
    const young = newEntry("reports", {}, 3);
    const old = newEntry("reports", {}, 2);
    await put(young);
    await put(old);

    expect((await allEntries("reports")).map(({ id }) => id)).toEqual([old.id, young.id]);
    expect(await allEntries()).toHaveLength(3);
  });

  it("change for one of two only", async () => {
    const entry = newEntry("reports", {}, 1);
    await put(entry);
    const send = () => change(entry.id, (found) => (found.state === "draft" ? { ...found, state: "waiting" } : null));

    const answers = await Promise.all([send(), send()]);

    expect(answers.map((answer) => answer?.state ?? null)).toEqual(["waiting", null]);
  });

  it("tell every page when they change", async () => {
    const heard: string[] = [];
    const stop = listen((queue) => heard.push(queue));
    await put(newEntry("reports", {}, 1));
    stop();
    await put(newEntry("reports", {}, 1));

    expect(heard).toEqual(["reports"]);
  });

  it("go with all their files", async () => {
    const entry = await waiting({}, [{ id: "a", size: 1 }]);
    await put(newEntry("andere", {}, 1));

    await removeAll("reports");

    expect((await allEntries()).map(({ queue }) => queue)).toEqual(["andere"]);
    expect(await filesOf(entry.id)).toEqual([]);
  });
});

describe("after thirty days", () => {
  const now = Date.now();
  const old = now - LIFE - 1;

  it("drafts, refused things and receipts are gone", async () => {
    const entry = await waiting({ state: "draft", changedAt: old }, [{ id: "a", size: 1 }]);
    await waiting({ state: "sent", changedAt: old });
    await waiting({ state: "refused", changedAt: old });
    const kept = await waiting({ state: "draft", changedAt: now - LIFE + 1000 });

    await expire(now, "zu alt");

    expect((await allEntries()).map(({ id }) => id)).toEqual([kept.id]);
    expect(await filesOf(entry.id)).toEqual([]);
  });

  it("what still waits is given back first, and goes thirty days later", async () => {
    const entry = await waiting({ changedAt: old });

    await expire(now, "zu alt");
    expect(await entryById(entry.id)).toMatchObject({ state: "refused", problem: { message: "zu alt" } });
    await expire(now + LIFE + 1, "zu alt");

    expect(await allEntries()).toEqual([]);
  });
});

describe("what belongs to a person", () => {
  it("is gone when they sign out; drafts stay", async () => {
    await remember("owner", "abc");
    await waiting({ state: "draft" });

    await forgetPerson();

    expect(await recall("owner")).toBeUndefined();
    expect(await allEntries()).toHaveLength(1);
  });
});
