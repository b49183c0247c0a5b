// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { AddressHit } from "./api";
import { Combobox } from "./combobox";
import { Texts } from "./texts";

const HITS: AddressHit[] = [
  { label: "Hauptstraße 3, Lohmar", district: "Lohmar", lon: 7.2, lat: 50.8 },
  { label: "Hauptstraße 30", district: "Birk", lon: 7.21, lat: 50.81 },
];
const TEXTS = new Texts('{"hits":"{count} Vorschläge","oneHit":"1 Vorschlag","noHits":"nichts","searchFailed":"still"}');

let input: HTMLInputElement;
let list: HTMLElement;
let status: HTMLElement;
let search: ReturnType<typeof vi.fn<(text: string, signal: AbortSignal) => Promise<AddressHit[]>>>;
let chosen: ReturnType<typeof vi.fn<(hit: AddressHit) => void>>;
let combobox: Combobox;

const key = (name: string): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", { key: name, cancelable: true, bubbles: true });
  input.dispatchEvent(event);
  return event;
};

const type = async (text: string): Promise<void> => {
  input.value = text;
  input.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(300);
};

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<input id="q"><ul id="l"></ul><p id="s"></p>';
  input = document.querySelector("#q")!;
  list = document.querySelector("#l")!;
  status = document.querySelector("#s")!;
  search = vi.fn(() => Promise.resolve(HITS));
  chosen = vi.fn();
  combobox = new Combobox({ input, list, status, texts: TEXTS, search, chosen });
});

describe("the address search", () => {
  it("asks once after a pause, not for each letter", async () => {
    for (const text of ["ha", "hau", "haup"]) {
      input.value = text;
      input.dispatchEvent(new Event("input"));
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.advanceTimersByTimeAsync(300);
    expect(search).toHaveBeenCalledTimes(1);
    expect(search.mock.calls[0]![0]).toBe("haup");
  });

  it("shows the hits, says how many, and the district where the label has none", async () => {
    await type("haupt");
    expect(combobox.isOpen).toBe(true);
    expect(input.getAttribute("aria-expanded")).toBe("true");
    expect(status.textContent).toBe("2 Vorschläge");
    expect(list.children[0]!.textContent!.trim()).toBe("Hauptstraße 3, Lohmar");
    expect(list.children[1]!.textContent).toContain("Birk");
  });

  it("moves with the arrow keys round to what was typed", async () => {
    await type("haupt");
    key("ArrowDown");
    expect(input.getAttribute("aria-activedescendant")).toBe("l-0");
    key("ArrowDown");
    key("ArrowDown");
    expect(input.hasAttribute("aria-activedescendant")).toBe(false);
    key("ArrowUp");
    expect(list.children[1]!.getAttribute("aria-selected")).toBe("true");
  });

  it("takes the marked hit with Enter and does not send the form", async () => {
    await type("haupt");
    key("ArrowDown");
    key("ArrowDown");
    expect(key("Enter").defaultPrevented).toBe(true);
    expect(chosen).toHaveBeenCalledWith(HITS[1]);
    expect(input.value).toBe("Hauptstraße 30");
    expect(combobox.isOpen).toBe(false);
  });

  it("takes the best hit with Enter alone", async () => {
    await type("haupt");
    key("Enter");
    expect(chosen).toHaveBeenCalledWith(HITS[0]);
  });

  it("lets Enter send the form when no list is open", () => {
    expect(key("Enter").defaultPrevented).toBe(false);
  });

  it("closes with Escape and keeps the text", async () => {
    await type("haupt");
    expect(key("Escape").defaultPrevented).toBe(true);
    expect(combobox.isOpen).toBe(false);
    expect(input.value).toBe("haupt");
    expect(key("Escape").defaultPrevented).toBe(false);
  });

  it("takes the hit that is clicked", async () => {
    await type("haupt");
    list.children[1]!.querySelector("span")!.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect(chosen).toHaveBeenCalledWith(HITS[1]);
  });

  it("says when there is nothing, and when nobody answers", async () => {
    search.mockResolvedValueOnce([]);
    await type("xyz");
    expect(status.textContent).toBe("nichts");
    search.mockRejectedValueOnce(new Error("offline"));
    await type("haupt");
    expect(status.textContent).toBe("still");
    expect(combobox.isOpen).toBe(false);
  });

  it("shows the answer to the last question, whatever comes first", async () => {
    let late: (hits: AddressHit[]) => void = () => undefined;
    search.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
    await type("hau");
    search.mockResolvedValueOnce([HITS[1]!]);
    await type("haupt 30");
    late(HITS);
    await vi.advanceTimersByTimeAsync(10);
    expect(list.children).toHaveLength(1);
  });

  it("does not ask for a single letter", async () => {
    await type("h");
    expect(search).not.toHaveBeenCalled();
  });

  it("closes without a search when somebody else writes", async () => {
    await type("haupt");
    combobox.write("Birkenweg 1");
    await vi.advanceTimersByTimeAsync(500);
    expect(search).toHaveBeenCalledTimes(1);
    expect(combobox.isOpen).toBe(false);
  });
});
