// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Permalink } from "./permalink";

const VIEW = { lon: 7.2155555, lat: 50.84, zoom: 14.46 };
let link: Permalink;

beforeEach(() => {
  history.replaceState(null, "", "/maengel/?stand=alle");
  link = new Permalink("karte", "nadeln");
});
afterEach(() => link.destroy());

describe("the view in the address", () => {
  it("is written beside the filters and read again", () => {
    link.keep(VIEW);
    expect(location.search).toBe("?stand=alle&karte=7.21556%2C50.84000%2C14.5");
    expect(link.view()).toEqual({ lon: 7.21556, lat: 50.84, zoom: 14.5 });
  });

  it("is no view when it is nonsense", () => {
    for (const text of ["", "1,2", "a,b,c", "999,50,3"]) {
      history.replaceState(null, "", `/maengel/?karte=${text}`);
      expect(link.view()).toBeNull();
    }
  });

  it("remembers hidden pins and forgets them", () => {
    link.hidePins(true);
    expect(link.hidesPins()).toBe(true);
    link.hidePins(false);
    expect(location.search).toBe("?stand=alle");
  });

  it("is carried along by links and forms of the same page, and by no others", () => {
    document.body.innerHTML = `<a id="same" href="/maengel/?gruppe=licht">Licht</a><a id="other" href="/strategie/">Strategie</a>
      <a id="part" href="#liste">Liste</a><form method="get" action="/maengel/"><input name="q"></form>`;
    link.keep(VIEW);
    const click = (id: string): string => {
      const target = document.getElementById(id) as HTMLAnchorElement;
      target.addEventListener("click", (event) => event.preventDefault());
      target.click();
      return target.getAttribute("href")!;
    };
    expect(click("same")).toContain("karte=7.21556%2C50.84000%2C14.5");
    expect(click("other")).toBe("/strategie/");
    expect(click("part")).toBe("#liste");
    const form = document.querySelector("form")!;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    expect(new FormData(form).get("karte")).toBe("7.21556,50.84000,14.5");
  });
});
