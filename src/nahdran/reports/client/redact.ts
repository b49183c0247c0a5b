// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Hides what is selected in the text for the public, with one button and a way back. Without this file the text is edited by hand.

const REMOVED = "[…]";

/** `<nd-redact data-hide="…" data-undo="…" data-none="…" data-done="…">` around a text area and a hidden `[data-tools]`. */
export class Redact extends HTMLElement {
  private readonly stop = new AbortController();
  private readonly steps: string[] = [];
  private status: HTMLElement | undefined;
  private undo: HTMLButtonElement | undefined;

  connectedCallback(): void {
    const field = this.querySelector("textarea");
    const tools = this.querySelector<HTMLElement>("[data-tools]");
    if (!field || !tools) return;
    const hide = this.button(this.dataset["hide"] ?? "", () => this.hide(field));
    this.undo = this.button(this.dataset["undo"] ?? "", () => this.back(field));
    this.undo.disabled = true;
    this.status = document.createElement("span");
    this.status.className = "nd-meta";
    this.status.setAttribute("role", "status");
    tools.replaceChildren(hide, this.undo, this.status);
    tools.hidden = false;
  }

  disconnectedCallback(): void {
    this.stop.abort();
  }

  private button(label: string, act: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kern-btn kern-btn--secondary";
    const text = document.createElement("span");
    text.className = "kern-label";
    text.textContent = label;
    button.append(text);
    button.addEventListener("click", act, { signal: this.stop.signal });
    return button;
  }

  private hide(field: HTMLTextAreaElement): void {
    const { selectionStart: start, selectionEnd: end, value } = field;
    if (start === end) return this.say(this.dataset["none"]);
    this.steps.push(value);
    const chosen = value.slice(start, end);
    // White space around the selection stays, so that words do not grow together.
    const lead = chosen.length - chosen.trimStart().length;
    const tail = chosen.trim() ? chosen.length - chosen.trimEnd().length : 0;
    this.set(field, value.slice(0, start + lead) + REMOVED + value.slice(end - tail), start + lead + REMOVED.length);
    this.say(this.dataset["done"]);
  }

  private back(field: HTMLTextAreaElement): void {
    const value = this.steps.pop();
    if (value === undefined) return;
    this.set(field, value, value.length);
    this.say("");
  }

  private set(field: HTMLTextAreaElement, value: string, at: number): void {
    field.value = value;
    field.setSelectionRange(at, at);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (this.undo) this.undo.disabled = this.steps.length === 0;
    field.focus();
  }

  private say(text = ""): void {
    if (this.status) this.status.textContent = text;
  }
}

customElements.define("nd-redact", Redact);
