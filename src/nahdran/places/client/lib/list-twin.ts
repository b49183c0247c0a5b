// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The list beside the map. Its rows carry data-feature with the id of the point; row and pin point at each other.

const HERE = "nd-row--here";

export class ListTwin {
  private readonly stop = new AbortController();

  constructor(
    readonly list: HTMLElement,
    lift: (id: string | null) => void,
  ) {
    // On the list, not on its rows: they are exchanged when it is filtered.
    const { signal } = this.stop;
    for (const name of ["pointerover", "focusin"] as const) {
      list.addEventListener(name, (event) => lift(featureOf(event.target)), { signal });
    }
    for (const name of ["pointerleave", "focusout"] as const) list.addEventListener(name, () => lift(null), { signal });
  }

  /** The rows of the pin that the mouse or the focus is on. */
  lift(ids: readonly string[]): void {
    for (const row of this.rows()) row.toggleAttribute("data-lifted", ids.includes(row.dataset["feature"] ?? ""));
  }

  /** The row of the chosen pin comes into sight and stays marked. */
  select(id: string | null): void {
    for (const row of this.rows()) {
      const isIt = row.dataset["feature"] === id;
      row.classList.toggle(HERE, isIt);
      if (isIt && isBeside(row, this.list)) row.scrollIntoView?.({ block: "nearest" });
    }
  }

  destroy(): void {
    this.stop.abort();
  }

  private rows(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("[data-feature]")];
  }
}

const featureOf = (target: EventTarget | null): string | null =>
  (target instanceof Element ? target.closest<HTMLElement>("[data-feature]")?.dataset["feature"] : null) ?? null;

/** Below the map, on a phone, the page must not jump away from the pin that was just touched. */
function isBeside(row: HTMLElement, list: HTMLElement): boolean {
  return row.isConnected && list.getBoundingClientRect().width < window.innerWidth * 0.75;
}
