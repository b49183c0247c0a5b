// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { copies } from "./copy.ts";
import { counters } from "./counter.ts";
import { dialogs } from "./dialogs.ts";
import { focusErrors } from "./errors.ts";
import { hotkeys } from "./hotkeys.ts";
import { menus } from "./menus.ts";
import { rows } from "./rows.ts";
import { submits } from "./submit.ts";

/** Each test gets a document of its own, so that listeners do not pile up. */
let root: Document;

function page(html: string): void {
  root = document;
  root.body.innerHTML = html;
}

function press(target: Element, key: string): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
}

const find = <T extends HTMLElement>(selector: string): T => root.querySelector<T>(selector)!;

beforeEach(() => {
  const listeners: [string, EventListenerOrEventListenerObject][] = [];
  const add = document.addEventListener.bind(document);
  vi.spyOn(document, "addEventListener").mockImplementation((name: string, listener: EventListenerOrEventListenerObject) => {
    listeners.push([name, listener]);
    add(name, listener);
  });
  return () => {
    for (const [name, listener] of listeners) document.removeEventListener(name, listener);
  };
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  delete document.documentElement.dataset["keys"];
});

describe("a menu", () => {
  const TWO = '<details data-menu id="a" open><summary>A</summary><a href="#x" id="in">x</a></details><button id="out">o</button>';

  it("closes on a click elsewhere and not on one inside", () => {
    page(TWO);
    menus(root);
    find("#in").click();
    expect(find<HTMLDetailsElement>("#a").open).toBe(true);
    find("#out").click();
    expect(find<HTMLDetailsElement>("#a").open).toBe(false);
  });

  it("closes on Escape and gives the focus back to its button", () => {
    page(TWO);
    menus(root);
    press(find("#in"), "Escape");
    expect(find<HTMLDetailsElement>("#a").open).toBe(false);
    expect(root.activeElement?.tagName).toBe("SUMMARY");
  });
});

describe("a dialog", () => {
  it("opens by its button and closes by its own", () => {
    page('<a href="/frage/" data-dialog="d">auf</a><dialog id="d"><button data-close>zu</button></dialog>');
    dialogs(root);
    const dialog = find<HTMLDialogElement>("#d");
    find("[data-dialog]").click();
    expect(dialog.open).toBe(true);
    find("[data-close]").click();
    expect(dialog.open).toBe(false);
  });
});

describe("a counter", () => {
  const AREA = '<textarea data-count="c"></textarea><p id="c" data-max="10" data-left="Noch # Zeichen" data-over="# Zeichen zu viel"></p>';

  it("says how many characters are left, and counts a smiley as one", () => {
    page(AREA);
    find<HTMLTextAreaElement>("textarea").value = "Lampe 🙂";
    counters(root);
    expect(find("#c").textContent).toBe("Noch 3 Zeichen");
    expect(find("#c").hasAttribute("aria-live")).toBe(false);
  });

  it("says how many are too many, aloud", () => {
    page(AREA);
    counters(root);
    find<HTMLTextAreaElement>("textarea").value = "x".repeat(12);
    find("textarea").dispatchEvent(new Event("input"));
    expect(find("#c").textContent).toBe("2 Zeichen zu viel");
    expect(find("#c").dataset["state"]).toBe("over");
    expect(find("#c").getAttribute("aria-live")).toBe("polite");
  });
});

describe("a copy button", () => {
  it("appears, copies, and says so for two seconds", async () => {
    vi.useFakeTimers();
    page('<button data-copy="LOH-2026-004817-K" data-done="Kopiert" hidden></button>');
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    copies(root);
    expect(find("button").hidden).toBe(false);
    find("button").click();
    await vi.waitFor(() => expect(find("[role=status]").textContent).toBe("Kopiert"));
    expect(write).toHaveBeenCalledWith("LOH-2026-004817-K");
    vi.advanceTimersByTime(2000);
    expect(root.querySelector("[role=status]")).toBeNull();
  });
});

describe("an error summary", () => {
  it("takes the focus", () => {
    page('<main><div data-errors tabindex="-1">x</div></main>');
    focusErrors(root);
    expect(root.activeElement).toBe(find("[data-errors]"));
  });

  it("does not where it is only shown", () => {
    page('<main data-sample><div data-errors tabindex="-1">x</div></main>');
    focusErrors(root);
    expect(root.activeElement).toBe(root.body);
  });
});

describe("a key", () => {
  it("leads to its field, but not while somebody types or when keys are off", () => {
    page('<input id="q" data-hotkey="/"><textarea></textarea>');
    hotkeys(root);
    press(find("textarea"), "/");
    expect(root.activeElement).not.toBe(find("#q"));
    document.documentElement.dataset["keys"] = "off";
    press(root.body, "/");
    expect(root.activeElement).not.toBe(find("#q"));
    delete document.documentElement.dataset["keys"];
    expect(press(root.body, "/").defaultPrevented).toBe(true);
    expect(root.activeElement).toBe(find("#q"));
  });
});

describe("two keys and places", () => {
  it("one key after the other leads on, with a pause it does not", () => {
    page('<nav><a href="#rail" data-hotkey="g i">Eingang</a></nav><main><a href="#liste" id="liste" data-hotkey="g i">Zurück</a></main>');
    hotkeys(root);
    const clicked = vi.fn((event: Event) => event.preventDefault());
    find("#liste").addEventListener("click", clicked);
    press(root.body, "i");
    press(root.body, "g");
    expect(press(root.body, "i").defaultPrevented).toBe(true);
    expect(clicked).toHaveBeenCalledOnce();
  });

  it("a key of a form or section puts the focus on the first thing inside", () => {
    page('<form data-hotkey="a"><input type="hidden"><select id="wer"></select></form><section data-hotkey="s"><button id="los">Los</button></section>');
    hotkeys(root);
    press(root.body, "a");
    expect(root.activeElement).toBe(find("#wer"));
    // In a list of choices letters choose.
    press(find("#wer"), "s");
    expect(root.activeElement).toBe(find("#wer"));
    find("#wer").blur();
    press(root.body, "s");
    expect(root.activeElement).toBe(find("#los"));
  });
});

describe("rows", () => {
  const TABLE = `<table data-rows><tbody>
    <tr id="r1"><td><input type="checkbox"><a href="#1">eins</a></td></tr>
    <tr id="r2"><td><input type="checkbox"><a href="#2">zwei</a></td></tr></tbody></table><textarea></textarea>`;

  it("are walked with the arrow keys from anywhere and stop at the ends", () => {
    page(TABLE);
    rows(root);
    press(root.body, "ArrowDown");
    expect(root.activeElement).toBe(find("#r1 a"));
    press(find("#r1 a"), "ArrowDown");
    press(find("#r2 a"), "ArrowDown");
    expect(root.activeElement).toBe(find("#r2 a"));
    expect(find("#r2").dataset["active"]).toBe("");
    expect(find("#r1").dataset["active"]).toBeUndefined();
  });

  it("know letters too, unless they are switched off", () => {
    page(TABLE);
    rows(root);
    document.documentElement.dataset["keys"] = "off";
    press(root.body, "j");
    expect(root.activeElement).toBe(root.body);
    delete document.documentElement.dataset["keys"];
    expect(press(root.body, "x").defaultPrevented).toBe(false);
    press(root.body, "j");
    expect(root.activeElement).toBe(find("#r1 a"));
    const opened = vi.fn((event: Event) => event.preventDefault());
    find("#r1 a").addEventListener("click", opened);
    press(find("#r1 a"), "o");
    expect(opened).toHaveBeenCalledOnce();
    press(find("#r1 a"), "j");
    expect(root.activeElement).toBe(find("#r2 a"));
    press(find("#r2 a"), "x");
    expect(find<HTMLInputElement>("#r2 input").checked).toBe(true);
  });

  it("leave the arrow keys to text areas", () => {
    page(TABLE);
    rows(root);
    expect(press(find("textarea"), "ArrowDown").defaultPrevented).toBe(false);
  });

  it("tell which one is active", () => {
    page(TABLE);
    rows(root);
    const seen: string[] = [];
    root.addEventListener("nd-row", (event) => seen.push((event.target as HTMLElement).id));
    find("#r2 a").focus();
    expect(seen).toEqual(["r2"]);
  });
});

describe("a form that is sent once", () => {
  it("stops the second click and shows that work is going on", () => {
    page('<form data-once><button>Senden</button></form>');
    submits(root);
    const send = () => {
      const event = new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter: find("button") });
      find("form").dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(send()).toBe(false);
    expect(find("button").getAttribute("aria-disabled")).toBe("true");
    expect(root.querySelector(".nd-spin")).not.toBeNull();
    expect(send()).toBe(true);
    window.dispatchEvent(new Event("pageshow"));
    expect(root.querySelector(".nd-spin")).toBeNull();
    expect(send()).toBe(false);
  });
});

describe("a choice with data-submit", () => {
  it("sends its form", () => {
    page('<form><select data-submit><option>a</option></select></form>');
    submits(root);
    const sent = vi.spyOn(find<HTMLFormElement>("form"), "requestSubmit").mockImplementation(() => undefined);
    find("select").dispatchEvent(new Event("change", { bubbles: true }));
    expect(sent).toHaveBeenCalledOnce();
  });
});
