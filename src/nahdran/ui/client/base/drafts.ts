// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * `form[data-draft="key"]`: what is typed is kept on this device and comes back after a lost connection, an expired session or a closed page.
 *
 * Never kept: passwords, codes, files, hidden fields and whatever carries `data-no-draft`. A draft ends after a week, when somebody throws it away
 * (`[data-draft-discard]`), or when the thank-you page says so (`[data-draft-done="key"]`). What the server has filled in always wins.
 */

const PREFIX = "nd-draft:";
const LIFETIME = 7 * 24 * 3600 * 1000;
const SECRET = /pass|code|token|otp|pin/i;

type Values = Record<string, string[]>;
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface Draft {
  at: number;
  values: Values;
}

/** A browser may refuse to keep anything; then pages work without drafts. */
function shelf(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

export function drafts(root: Document): void {
  const store = shelf();
  if (!store) return;
  for (const done of root.querySelectorAll<HTMLElement>("[data-draft-done]")) {
    store.removeItem(PREFIX + (done.dataset["draftDone"] ?? ""));
  }
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-draft]")) keep(form, store);
}

function keep(form: HTMLFormElement, store: Storage): void {
  const key = PREFIX + (form.dataset["draft"] ?? "");
  const found = read(store, key);
  if (found && restore(form, found.values)) say(form, "restored");

  let waiting: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    clearTimeout(waiting);
    waiting = undefined;
    const draft: Draft = { at: Date.now(), values: collect(form) };
    try {
      store.setItem(key, JSON.stringify(draft));
      say(form, "saved");
    } catch {
      // The device has no room left. Typing goes on, only without a draft, and no note claims one.
      hide(form);
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 400);
  });
  form.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("[data-draft-discard]")) return;
    clearTimeout(waiting);
    waiting = undefined;
    store.removeItem(key);
    form.reset();
    form.dispatchEvent(new Event("nd-reset", { bubbles: true }));
    hide(form);
  });
  window.addEventListener("pagehide", () => {
    // Whoever leaves in the middle of a word finds it again.
    if (waiting !== undefined) save();
  });
}

function read(store: Storage, key: string): Draft | null {
  const text = store.getItem(key);
  if (!text) return null;
  try {
    const draft = JSON.parse(text) as Draft;
    if (Date.now() - draft.at < LIFETIME && typeof draft.values === "object") return draft;
  } catch {
    // Not ours or broken: thrown away below.
  }
  store.removeItem(key);
  return null;
}

function fields(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((element): element is Field => {
    if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement)) return false;
    if (!element.name || "noDraft" in element.dataset || SECRET.test(element.name)) return false;
    return !["password", "file", "hidden", "submit", "button"].includes(element.type) && element.autocomplete !== "one-time-code";
  });
}

function collect(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const field of fields(form)) {
    const kept = (values[field.name] ??= []);
    if (isTick(field)) {
      if (field.checked) kept.push(field.value);
    } else if (field instanceof HTMLSelectElement) {
      kept.push(...[...field.selectedOptions].map((option) => option.value));
    } else {
      kept.push(field.value);
    }
  }
  return values;
}

/** True if something came back. */
function restore(form: HTMLFormElement, values: Values): boolean {
  let changed = false;
  for (const field of fields(form)) {
    const kept = values[field.name];
    if (!kept?.length) continue;
    const before = isTick(field) ? field.checked : field.value;
    if (isTick(field)) {
      const filled = fields(form).some((other) => other.name === field.name && isTick(other) && other.defaultChecked);
      if (!filled) field.checked = kept.includes(field.value);
    } else if (field instanceof HTMLSelectElement) {
      const filled = [...field.options].some((option) => option.defaultSelected && option.value);
      if (!filled) for (const option of field.options) option.selected = kept.includes(option.value);
    } else if (!field.defaultValue) {
      field.value = kept[0] ?? "";
    }
    if (before !== (isTick(field) ? field.checked : field.value)) {
      changed = true;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  return changed;
}

function isTick(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox");
}

function note(form: HTMLFormElement): HTMLElement | null {
  return form.querySelector<HTMLElement>("[data-draft-note]");
}

function say(form: HTMLFormElement, what: "saved" | "restored"): void {
  const place = note(form);
  if (!place) return;
  const words = place.querySelector("[data-words]") ?? place;
  const text = place.dataset[what] ?? "";
  if (words.textContent !== text) words.textContent = text;
  place.hidden = false;
}

function hide(form: HTMLFormElement): void {
  const place = note(form);
  if (place) place.hidden = true;
}
