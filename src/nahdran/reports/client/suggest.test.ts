// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { copyOf } from "./suggest";

const choice = (key: string): string =>
  `<label class="nd-kind" data-kinds-words="x"><input type="radio" name="art" value="${key}"><span class="nd-meta">Text</span></label>`;

const PAGE = `<nd-suggest for="id_text" data-url="/vorschlag/" data-percent="zu {percent} %" data-found="{count} da">
<textarea id="id_text" form="arten"></textarea><span data-suggest-ask></span><p data-suggest-status></p>
<fieldset data-suggested hidden><div data-suggest-list></div></fieldset></nd-suggest>
<form id="arten"><input type="hidden" name="csrfmiddlewaretoken" value="t">${choice("lampe")}${choice("loch")}</form>`;

function answer(kinds: { key: string; percent: number | null }[]): void {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(new Response(JSON.stringify({ kinds }))));
}

async function type(text: string): Promise<void> {
  const field = document.querySelector("textarea");
  if (!field) throw new Error("no field");
  field.value = text;
  field.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(700);
}

const shown = (): string[] => [...document.querySelectorAll<HTMLInputElement>("[data-suggest-list] input")].map((input) => input.value);

describe("nd-suggest", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    const page = document.createElement("div");
    page.innerHTML = PAGE;
    document.body.replaceChildren(page);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    document.body.innerHTML = "";
  });

  it("asks when somebody stops typing, and shows what fits", async () => {
    answer([{ key: "lampe", percent: 82 }]);
    await type("Laterne dunkel");
    expect(shown()).toEqual(["lampe"]);
    expect(document.querySelector("[data-suggest-list]")?.textContent).toContain("zu 82 %");
    expect(document.querySelector<HTMLElement>("[data-suggested]")?.hidden).toBe(false);
    const sent = vi.mocked(fetch).mock.calls[0]?.[1]?.body as URLSearchParams;
    expect([sent.get("text"), sent.get("csrfmiddlewaretoken")]).toEqual(["Laterne dunkel", "t"]);
  });

  it("keeps what was chosen when the suggestions change", async () => {
    answer([{ key: "lampe", percent: 82 }]);
    await type("Laterne dunkel");
    document.querySelector<HTMLInputElement>("[data-suggest-list] input")?.click();
    answer([{ key: "loch", percent: 70 }]);
    await type("Loch in der Straße");
    expect(document.querySelector<HTMLInputElement>("input:checked")?.value).toBe("lampe");
    expect(shown()).toEqual(["loch"]);
  });

  it("passes over kinds that the page does not offer", async () => {
    answer([{ key: "unbekannt", percent: 90 }]);
    await type("etwas");
    expect(shown()).toEqual([]);
    expect(document.querySelector<HTMLElement>("[data-suggested]")?.hidden).toBe(true);
  });

  it("stays quiet without a network", async () => {
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("offline")));
    await type("Laterne");
    expect(shown()).toEqual([]);
  });

  it("hides the button that is not needed any more", () => {
    expect(document.querySelector<HTMLElement>("[data-suggest-ask]")?.hidden).toBe(true);
  });
});

describe("copyOf", () => {
  it("belongs to the form and is not chosen yet", () => {
    document.body.innerHTML = choice("lampe");
    const input = copyOf(document.querySelector("label") as HTMLElement, "arten", "").querySelector("input");
    expect(input?.getAttribute("form")).toBe("arten");
    expect(input?.checked).toBe(false);
  });
});
