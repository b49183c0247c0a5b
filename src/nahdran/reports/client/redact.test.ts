// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { beforeEach, describe, expect, it } from "vitest";
import "./redact.ts";

const page = `<nd-redact data-hide="Markiertes ausblenden" data-undo="Zurücknehmen" data-none="Erst markieren" data-done="Ausgeblendet.">
<textarea id="text">Die Lampe bei Frau Meier ist aus.</textarea><div data-tools hidden></div></nd-redact>`;

function parts(): { field: HTMLTextAreaElement; hide: HTMLButtonElement; undo: HTMLButtonElement; said: () => string } {
  const [hide, undo] = document.querySelectorAll("button");
  const field = document.querySelector("textarea");
  if (!hide || !undo || !field) throw new Error("not there");
  return { field, hide, undo, said: () => document.querySelector("[role=status]")?.textContent ?? "" };
}

describe("hiding a part of a text", () => {
  beforeEach(() => {
    const host = document.createElement("div");
    host.innerHTML = page;
    document.body.replaceChildren(host);
  });

  it("shows its tools only with script", () => {
    expect(document.querySelector<HTMLElement>("[data-tools]")?.hidden).toBe(false);
  });

  it("replaces what is selected and keeps the white space around it", () => {
    const { field, hide, said } = parts();
    field.setSelectionRange(13, 25);
    hide.click();
    expect(field.value).toBe("Die Lampe bei […] ist aus.");
    expect(said()).toBe("Ausgeblendet.");
  });

  it("says what to do where nothing is selected", () => {
    const { field, hide, said } = parts();
    field.setSelectionRange(3, 3);
    hide.click();
    expect(field.value).toBe("Die Lampe bei Frau Meier ist aus.");
    expect(said()).toBe("Erst markieren");
  });

  it("takes steps back, one after the other", () => {
    const { field, hide, undo } = parts();
    expect(undo.disabled).toBe(true);
    field.setSelectionRange(0, 3);
    hide.click();
    field.setSelectionRange(4, 9);
    hide.click();
    expect(field.value).toBe("[…] […] bei Frau Meier ist aus.");
    undo.click();
    undo.click();
    expect(field.value).toBe("Die Lampe bei Frau Meier ist aus.");
    expect(undo.disabled).toBe(true);
  });
});
