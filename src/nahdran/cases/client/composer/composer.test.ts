// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Composer } from "./element.ts";
import { insertAt, signedOut } from "./talk.ts";

customElements.define("nd-composer", Composer);

const MARKUP = `<div data-presence></div>
<nd-composer data-draft-url="/entwurf/" data-presence-url="/anwesend/" data-wordings-url="/bausteine/" data-saved="gesichert, TIME Uhr" data-unsaved="nicht gesichert" data-signed-out="abgemeldet">
<form><input type="hidden" name="csrfmiddlewaretoken" value="t"><input type="hidden" name="base" value="b1"><input type="hidden" name="mode" value="answer">
<button type="submit" data-mode="answer" aria-current="true">Antwort</button><button type="submit" data-mode="note">Notiz</button>
<p data-hint="answer">geht hinaus</p><p data-hint="note" hidden>bleibt hier</p>
<textarea name="text"></textarea><span data-saved-note hidden><span data-words></span></span><button type="submit" name="do" value="wordings" data-wordings>Baustein</button></form>
<dialog data-wordings-dialog><ul data-wordings-list data-empty="keine"></ul></dialog></nd-composer>`;

const asked: [string, FormData | undefined][] = [];
let answers: Record<string, () => Response>;

const text = () => document.querySelector("textarea")!;
const note = () => document.querySelector<HTMLElement>("[data-saved-note]")!;

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  answers = {
    "/entwurf/": () => new Response(JSON.stringify({ saved: "14:12" })),
    "/anwesend/": () => new Response("<p>Frau Beispiel hat diesen Vorgang offen.</p>"),
    "/bausteine/": () => new Response('<li><form><button type="submit" data-wording="Wir kommen.">Einfügen</button></form></li>'),
  };
  vi.stubGlobal("fetch", async (address: string, init?: RequestInit) => {
    asked.push([address, init?.body as FormData | undefined]);
    return answers[address]!();
  });
  const holder = document.createElement("div");
  holder.innerHTML = MARKUP;
  document.body.append(holder);
});

afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
});

function type(words: string): void {
  text().value = words;
  text().dispatchEvent(new Event("input", { bubbles: true }));
}

describe("the draft", () => {
  it("is saved once, a moment after the last key, and the page says so", async () => {
    type("Wir");
    await vi.advanceTimersByTimeAsync(500);
    type("Wir kommen");
    await vi.advanceTimersByTimeAsync(2_100);
    expect(asked.map(([address]) => address)).toEqual(["/entwurf/"]);
    expect(asked[0]![1]!.get("text")).toBe("Wir kommen");
    expect(asked[0]![1]!.get("base")).toBe("b1");
    expect(note().hidden).toBe(false);
    expect(note().textContent).toBe("gesichert, 14:12 Uhr");
  });

  it("is not claimed to be saved when it is not", async () => {
    answers["/entwurf/"] = () => new Response("", { status: 500 });
    type("Wir");
    await vi.advanceTimersByTimeAsync(2_100);
    expect(note().textContent).toBe("nicht gesichert");
  });

  it("asks to sign in again when the sign-in has ended", async () => {
    answers["/entwurf/"] = () => new Response(null, { status: 204, headers: { "HX-Redirect": "/anmelden/" } });
    type("Wir");
    await vi.advanceTimersByTimeAsync(2_100);
    expect(note().textContent).toBe("abgemeldet");
  });
});

describe("the pulse", () => {
  it("says who else is there and whether somebody writes", async () => {
    type("Wir");
    await vi.advanceTimersByTimeAsync(15_000);
    const beats = asked.filter(([address]) => address === "/anwesend/");
    expect(beats[0]![1]!.get("writing")).toBe("1");
    expect(document.querySelector("[data-presence]")!.textContent).toContain("Frau Beispiel");
    await vi.advanceTimersByTimeAsync(15_000);
    expect(asked.filter(([address]) => address === "/anwesend/")[1]![1]!.get("writing")).toBe("");
  });
});

describe("the modes", () => {
  it("change without losing the text", () => {
    text().value = "Kabel prüfen";
    document.querySelector<HTMLButtonElement>("[data-mode=note]")!.click();
    expect(document.querySelector<HTMLInputElement>("[name=mode]")!.value).toBe("note");
    expect(document.querySelector<HTMLElement>("[data-hint=note]")!.hidden).toBe(false);
    expect(document.querySelector<HTMLElement>("[data-hint=answer]")!.hidden).toBe(true);
    expect(text().value).toBe("Kabel prüfen");
  });
});

describe("wordings", () => {
  it("are put at the cursor as a paragraph of their own", () => {
    text().value = "Guten Tag,\nFreundliche Grüße";
    text().setSelectionRange(10, 10);
    insertAt(text(), "wir kommen.");
    expect(text().value).toBe("Guten Tag,\n\nwir kommen.\n\nFreundliche Grüße");
  });

  it("are looked up in a dialog and inserted from there", async () => {
    document.querySelector<HTMLButtonElement>("[data-wordings]")!.click();
    await vi.advanceTimersByTimeAsync(10);
    const button = document.querySelector<HTMLButtonElement>("[data-wording]")!;
    const submit = new Event("submit", { bubbles: true, cancelable: true });
    Object.defineProperty(submit, "submitter", { value: button });
    button.form!.dispatchEvent(submit);
    expect(text().value).toBe("Wir kommen.");
    expect(submit.defaultPrevented).toBe(true);
  });
});

it("knows the gate's answer", () => {
  expect(signedOut(null)).toBe(false);
  expect(signedOut(new Response("ok"))).toBe(false);
});
