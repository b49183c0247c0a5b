// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The address of a map picture that the server draws: exactly this middle, scale and size.

import type { View } from "./mercator";
import { isDark } from "./theme";

export function pictureAddress(still: string, { lon, lat, zoom }: View, width: number, height: number, dark = isDark()): string {
  const address = new URL(still, document.baseURI);
  address.searchParams.set("lon", lon.toFixed(6));
  address.searchParams.set("lat", lat.toFixed(6));
  address.searchParams.set("zoom", zoom.toFixed(2));
  address.searchParams.set("width", String(Math.round(width)));
  address.searchParams.set("height", String(Math.round(height)));
  if (dark) address.searchParams.set("theme", "dark");
  return address.href;
}
