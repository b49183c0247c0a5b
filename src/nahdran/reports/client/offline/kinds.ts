// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The kinds in their groups, drawn from the list on the device; searched by the same element as in the form on the page.

import "../kinds.ts";
import type { Catalogue, Group, Kind } from "./catalogue.ts";
import { copyOf, part, show } from "./dom.ts";

interface Options {
  root: HTMLElement;
  /** Address of the file of icons. */
  icons: string;
  chosen: (key: string) => void;
}

export function drawKinds({ root, icons, chosen }: Options, catalogue: Catalogue | null, current: string): void {
  const place = part(root, "kinds");
  place.replaceChildren();
  if (!catalogue) return;
  show(part(root, "no-kinds"), false);
  const page = copyOf(root, "kinds-page");
  part(page, "groups").append(...catalogue.groups.map((group) => drawGroup(root, icons, group, current)));
  page.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    if (input.name === "category") chosen(input.value);
  });
  place.append(page);
}

function drawGroup(root: HTMLElement, icons: string, group: Group, current: string): HTMLElement {
  const element = copyOf(root, "kinds-group") as HTMLDetailsElement;
  icon(element, icons, group.icon);
  part(element, "name").textContent = group.name;
  const list = part(element, "list");
  list.setAttribute("aria-label", group.name);
  list.append(...group.kinds.map((kind) => drawKind(root, icons, kind, current)));
  element.open = group.kinds.some((kind) => kind.key === current);
  return element;
}

function drawKind(root: HTMLElement, icons: string, kind: Kind, current: string): HTMLElement {
  const element = copyOf(root, "kinds-kind");
  element.dataset["kindsWords"] = kind.words;
  icon(element, icons, kind.icon);
  part(element, "name").textContent = kind.name;
  part(element, "description").textContent = kind.description;
  const input = element.querySelector<HTMLInputElement>("input")!;
  input.value = kind.key;
  input.defaultChecked = input.checked = kind.key === current;
  return element;
}

function icon(element: HTMLElement, icons: string, name: string): void {
  part<SVGUseElement>(element, "icon").setAttribute("href", `${icons}#${name}`);
}
