// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The device's own position, asked for only after a click. Answers in kinds, so that each has its own sentence.

export interface OwnPosition {
  kind: "found" | "rough";
  lon: number;
  lat: number;
  accuracy: number;
}

export interface NoPosition {
  kind: "refused" | "unavailable" | "slow" | "missing";
}

/** A circle larger than this says a part of town, not a place. */
export const ROUGH_M = 100;
const WAIT_MS = 15_000;
const REFUSED = 1;
const SLOW = 3;

export function ownPosition(device: Geolocation | undefined = navigator.geolocation): Promise<OwnPosition | NoPosition> {
  if (!device) return Promise.resolve({ kind: "missing" });
  return new Promise((resolve) => {
    device.getCurrentPosition(
      ({ coords }) =>
        resolve({
          kind: coords.accuracy > ROUGH_M ? "rough" : "found",
          lon: coords.longitude,
          lat: coords.latitude,
          accuracy: coords.accuracy,
        }),
      ({ code }) => resolve({ kind: code === REFUSED ? "refused" : code === SLOW ? "slow" : "unavailable" }),
      { enableHighAccuracy: true, timeout: WAIT_MS, maximumAge: 0 },
    );
  });
}
