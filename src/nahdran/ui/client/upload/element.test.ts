// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

import { beforeEach, describe, expect, it, vi } from "vitest";
import "./element.ts";
import { fits, readableSize } from "./limits.ts";

const MARKUP = `<nd-upload data-max-files="2" data-max-mb="1" data-too-large="zu groß" data-too-many="zu viele" data-wrong-type="kein Bild" data-remove="entfernen" data-ready="bereit">
  <div class="nd-upload"><svg><use href="/static/ui/icons.svg#camera"></use></svg><input type="file" accept="image/*" multiple></div><div data-files></div></nd-upload>`;

function file(name: string, { type = "image/jpeg", size = 1000 } = {}): File {
  const made = new File(["x"], name, { type, lastModified: 1 });
  Object.defineProperty(made, "size", { value: size });
  return made;
}

let input: HTMLInputElement;
let carried: File[] = [];

async function choose(...files: File[]): Promise<void> {
  carried = files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  await vi.waitFor(() => expect(list().childElementCount).toBeGreaterThan(0));
}

function list(): HTMLElement {
  return document.querySelector<HTMLElement>("[data-files]")!;
}

beforeEach(() => {
  vi.stubGlobal(
    "DataTransfer",
    class {
      files: File[] = [];
      items = { add: (one: File) => this.files.push(one) };
    },
  );
  URL.createObjectURL = () => "blob:x";
  URL.revokeObjectURL = () => undefined;
  document.body.innerHTML = MARKUP;
  input = document.querySelector("input")!;
  Object.defineProperty(input, "files", { get: () => carried, set: (files: File[]) => (carried = files) });
});

describe("the upload", () => {
  it("shows what was chosen and lets more be added", async () => {
    await choose(file("lampe.jpg"));
    await choose(file("mast.jpg"));
    expect(carried.map((one) => one.name)).toEqual(["lampe.jpg", "mast.jpg"]);
    expect(list().textContent).toContain("lampe.jpg");
    expect(list().textContent).toContain("1 KB, bereit");
  });

  it("keeps the rest when one file does not fit", async () => {
    await choose(file("lampe.jpg"), file("film.mov", { type: "video/quicktime" }), file("riesig.jpg", { size: 2_000_000 }));
    expect(carried.map((one) => one.name)).toEqual(["lampe.jpg"]);
    expect(list().textContent).toContain("film.mov: kein Bild");
    expect(list().textContent).toContain("riesig.jpg: zu groß");
  });

  it("takes no more than allowed and no file twice", async () => {
    await choose(file("a.jpg"), file("a.jpg"), file("b.jpg"), file("c.jpg"));
    expect(carried.map((one) => one.name)).toEqual(["a.jpg", "b.jpg"]);
    expect(list().textContent).toContain("zu viele");
  });

  it("lets one be taken away", async () => {
    await choose(file("a.jpg"), file("b.jpg"));
    document.querySelector<HTMLButtonElement>('button[aria-label="a.jpg entfernen"]')!.click();
    expect(carried.map((one) => one.name)).toEqual(["b.jpg"]);
  });
});

describe("limits", () => {
  it("accept HEIC even where the browser does not know its type", () => {
    expect(fits(file("IMG.HEIC", { type: "" }), { accept: "image/*", maxMb: 20 })).toBeNull();
    expect(fits(file("brief.exe", { type: "" }), { accept: "image/*,.pdf", maxMb: 20 })).toBe("type");
    expect(fits(file("brief.PDF", { type: "" }), { accept: "image/*,.pdf", maxMb: 20 })).toBeNull();
  });

  it("are said in words", () => {
    expect(readableSize(3_210_000, "de")).toBe("3,2 MB");
    expect(readableSize(3_210_000, "en")).toBe("3.2 MB");
    expect(readableSize(10, "de")).toBe("1 KB");
  });
});
