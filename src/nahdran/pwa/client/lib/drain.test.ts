// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// @vitest-environment node

import { beforeEach, describe, expect, it } from "vitest";
import { drain } from "./drain.ts";
import { allEntries, entryById, filesOf, remove } from "./entries.ts";
import type { Entry } from "./entries.ts";
import { TOGETHER_BYTES, waitAfter } from "./sending.ts";
import { QUEUE, Server, cut, foreign, freshDevice, refuse, waiting } from "./testing.ts";

let server: Server;

beforeEach(() => {
  freshDevice();
  server = new Server();
});

const fresh = async (entry: Entry): Promise<Entry> => (await entryById(entry.id))!;

describe("sending what waits", () => {
  it("sends it once, and leaves only number and link", async () => {
    const entry = await waiting({}, [{ id: "a", size: 10 }]);

    expect(await drain(QUEUE)).toEqual({ left: 0, nextAt: Infinity });
    await drain(QUEUE, { eager: true });

    const sent = await fresh(entry);
    expect(sent.state).toBe("sent");
    expect(sent.receipt).toEqual({ reference: "LOH-1", link: "/anliegen/x/", isEarlier: false });
    expect([sent.data, sent.key, sent.owner]).toEqual([null, "", ""]);
    expect(await filesOf(entry.id)).toEqual([]);
    expect(server.paths()).toEqual(["/schluessel/", "/senden/"]);
  });

  it("leaves drafts and refused things alone", async () => {
    await waiting({ state: "draft" });
    await waiting({ state: "refused" });

    await drain(QUEUE, { eager: true });

    expect(server.log).toEqual([]);
  });

  it("sends the oldest first, each under its own key", async () => {
    const one = await waiting({ begunAt: 2 });
    const other = await waiting({ begunAt: 1 });

    await drain(QUEUE);

    expect([...server.taken]).toEqual([
      [other.key, "LOH-1"],
      [one.key, "LOH-2"],
    ]);
  });

  it("does not try without a network, but tidies up", async () => {
    const entry = await waiting({ state: "sending" });

    expect((await drain(QUEUE, { online: false })).left).toBe(1);

    expect(server.log).toEqual([]);
    expect(await fresh(entry)).toMatchObject({ state: "waiting", unsure: true });
  });

  it("waits longer after each failure, at most an hour", () => {
    expect([1, 2, 3, 4].map((attempts) => waitAfter(attempts, 0.5))).toEqual([5_000, 15_000, 45_000, 135_000]);
    expect(waitAfter(50, 0.5)).toBe(3_600_000);
    expect(waitAfter(1, 0)).toBeLessThan(waitAfter(1, 1));
  });

  it("asks for its time before it tries again, unless somebody is eager", async () => {
    server.rules = [cut(QUEUE.token)];
    const entry = await waiting();
    const { nextAt } = await drain(QUEUE);
    expect(nextAt).toBeGreaterThan(Date.now());

    await drain(QUEUE);
    expect((await fresh(entry)).state).toBe("waiting");
    await drain(QUEUE, { eager: true });
    expect((await fresh(entry)).state).toBe("sent");
  });

  it("stops at the first thing that finds no network", async () => {
    server.rules = [cut(QUEUE.token, 9)];
    await waiting();
    await waiting();

    await drain(QUEUE);

    expect(server.log).toHaveLength(1);
  });
});

describe("exactly once", () => {
  it("survives an answer that was lost", async () => {
    server.losesAnswers = 2;
    const entry = await waiting();

    await drain(QUEUE);
    expect(await fresh(entry)).toMatchObject({ state: "waiting", unsure: true, attempts: 1 });
    await drain(QUEUE, { eager: true });
    await drain(QUEUE, { eager: true });

    expect((await fresh(entry)).receipt).toMatchObject({ reference: "LOH-1", isEarlier: true });
    expect(server.taken.size).toBe(1);
  });

  it("survives a window that closed after the server had taken it", async () => {
    const entry = await waiting({ state: "sending" });
    server.taken.set(entry.key, "LOH-7");

    await drain(QUEUE);

    expect(await fresh(entry)).toMatchObject({ state: "sent", receipt: { reference: "LOH-7" } });
    expect(server.taken.size).toBe(1);
  });

  it("has one of two windows send", async () => {
    const entry = await waiting();

    await Promise.all([drain(QUEUE, { eager: true }), drain(QUEUE, { eager: true }), drain(QUEUE, { eager: true })]);

    expect(server.paths()).toEqual(["/schluessel/", "/senden/"]);
    expect((await fresh(entry)).state).toBe("sent");
  });

  it("does not bring back what was thrown away on the way", async () => {
    const entry = await waiting({}, [{ id: "a", size: TOGETHER_BYTES + 1 }]);
    server.rules = [
      (asked) => {
        if (asked.path === QUEUE.file) void remove(entry);
        return null;
      },
    ];

    await drain(QUEUE);

    expect(await allEntries()).toEqual([]);
    expect(await filesOf(entry.id)).toEqual([]);
  });
});

describe("photos", () => {
  it("come along where they are small together", async () => {
    await waiting({}, [
      { id: "a", size: 400_000 },
      { id: "b", size: 400_000 },
    ]);

    await drain(QUEUE);

    expect(server.log.at(-1)?.parts).toEqual(["data", "file-a", "file-b"]);
    expect(server.log.at(-1)?.data["files"]).toEqual(["a", "b"]);
  });

  it("go first one by one where they are large, and what has arrived is not sent again", async () => {
    server.rules = [(asked) => (asked.data["id"] === "b" ? cut(QUEUE.file)(asked) : null)];
    const entry = await waiting({}, [
      { id: "a", size: 600_000 },
      { id: "b", size: 600_000 },
    ]);
    await drain(QUEUE);
    expect((await filesOf(entry.id)).map(({ uploaded }) => uploaded)).toEqual([true, false]);
    server.rules = [];

    await drain(QUEUE, { eager: true });

    expect(server.log.filter(({ path }) => path === QUEUE.file).map(({ data }) => data["id"])).toEqual(["a", "b", "b"]);
    expect(server.log.at(-1)?.parts).toEqual(["data"]);
    expect((await fresh(entry)).state).toBe("sent");
  });

  it("are sent again when the server has lost them", async () => {
    const entry = await waiting({}, [{ id: "a", size: 2 * TOGETHER_BYTES }]);
    server.rules = [cut(QUEUE.send)];
    await drain(QUEUE);
    server.photos.clear();

    await drain(QUEUE, { eager: true });

    expect(server.photos).toEqual(new Set(["a"]));
    expect((await fresh(entry)).state).toBe("sent");
  });

  it("that cannot be taken give the report back with the reason", async () => {
    server.rules = [refuse(QUEUE.file, { problem: { message: "kein Bild", files: { a: "kein Bild" } } }, 422)];
    const entry = await waiting({}, [{ id: "a", size: 2 * TOGETHER_BYTES }]);

    await drain(QUEUE);

    expect(await fresh(entry)).toMatchObject({ state: "refused", problem: { files: { a: "kein Bild" } } });
  });
});

describe("what the server says", () => {
  it("gives a refused report back with its sentences", async () => {
    const problem = { message: "Bitte ansehen", fields: { place: "Das liegt außerhalb von Lohmar." } };
    server.rules = [refuse(QUEUE.send, { problem }, 422)];
    const entry = await waiting();

    expect((await drain(QUEUE)).left).toBe(0);

    expect(await fresh(entry)).toMatchObject({ state: "refused", problem, unsure: false, data: { text: "dunkel" } });
  });

  it("gets a new token when the old one ran out", async () => {
    server.rules = [refuse(QUEUE.send, { code: "token" }, 403)];
    const entry = await waiting();

    await drain(QUEUE);

    expect(server.log.filter(({ path }) => path === QUEUE.send).map(({ token }) => token)).toEqual(["t1", "t2"]);
    expect((await fresh(entry)).state).toBe("sent");
  });

  it("waits as long as the server asks for", async () => {
    server.rules = [refuse(QUEUE.send, { code: "busy" }, 429, { "Retry-After": "900" })];
    await waiting();

    const { nextAt } = await drain(QUEUE);

    expect(nextAt - Date.now()).toBeGreaterThan(890_000);
  });

  it.each([
    ["a page that is not ours, as in a hotel", foreign(QUEUE.send)],
    ["an error of the server", foreign(QUEUE.send, 500)],
    ["an address that is gone", foreign(QUEUE.send, 404)],
    ["a token that is none", refuse(QUEUE.token, {}, 200)],
    ["a token that never holds", (asked: { path: string }) => (asked.path === QUEUE.send ? new Response('{"code":"token"}', { status: 403, headers: { "Content-Type": "application/json" } }) : null)],
  ])("takes %s for no answer and keeps everything", async (_name, rule) => {
    server.rules = [rule];
    const entry = await waiting({}, [{ id: "a", size: 5 }]);

    await drain(QUEUE);

    expect(await fresh(entry)).toMatchObject({ state: "waiting", data: { text: "dunkel" }, attempts: 1 });
    expect(await filesOf(entry.id)).toHaveLength(1);
  });

  it("does the sum that a doubt costs, and sends the photos only once", async () => {
    const target = "4b227777d4dd1fc61c6f884f48641d02b4d121d3fd328cb08b5531fcacdabf8a";
    server.rules = [refuse(QUEUE.send, { puzzle: { salt: "", target, most: 100, token: "abc" } }, 428)];
    const entry = await waiting({}, [{ id: "a", size: 5 }]);
    server.photos.add("a");

    await drain(QUEUE);

    expect(server.log.at(-1)?.parts).toEqual(["data", "proof"]);
    expect((await fresh(entry)).state).toBe("sent");
  });
});
