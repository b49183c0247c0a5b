// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
import { describe, expect, it } from "vitest";
import { mapAction, nextInDirection } from "./keys";

describe("keys on a map", () => {
  it("move it by a street, with Shift by a house", () => {
    expect(mapAction({ key: "ArrowRight" })).toEqual({ kind: "pan", x: 80, y: 0 });
    expect(mapAction({ key: "ArrowUp", shiftKey: true })).toMatchObject({ kind: "pan", y: -10 });
  });

  it("zoom, set and leave", () => {
    expect(mapAction({ key: "+" })).toEqual({ kind: "zoom", step: 1 });
    expect(mapAction({ key: "-" })).toEqual({ kind: "zoom", step: -1 });
    expect(mapAction({ key: "Enter" })).toEqual({ kind: "set" });
    expect(mapAction({ key: "Escape" })).toEqual({ kind: "leave" });
  });

  it("leave Tab, letters and what belongs to the browser alone", () => {
    expect(mapAction({ key: "Tab" })).toBeNull();
    expect(mapAction({ key: "h" })).toBeNull();
    expect(mapAction({ key: "ArrowLeft", altKey: true })).toBeNull();
    expect(mapAction({ key: "+", ctrlKey: true })).toBeNull();
  });
});

describe("arrow keys between pins", () => {
  const spots = [{ x: 0, y: 0 }, { x: 50, y: 10 }, { x: 40, y: 90 }, { x: -30, y: 5 }];

  it("go to the nearest in that direction", () => {
    expect(nextInDirection(spots, 0, "ArrowRight")).toBe(1);
    expect(nextInDirection(spots, 0, "ArrowDown")).toBe(2);
    expect(nextInDirection(spots, 0, "ArrowLeft")).toBe(3);
  });

  it("stay where there is none, or no direction", () => {
    expect(nextInDirection(spots, 0, "ArrowUp")).toBe(-1);
    expect(nextInDirection(spots, 0, "Home")).toBe(-1);
    expect(nextInDirection([], 0, "ArrowUp")).toBe(-1);
  });
});
