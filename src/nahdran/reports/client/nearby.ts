// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The list sorted by the nearness to where one stands. Without this file an address can be typed instead.

const AGE_MS = 60_000;
const PATIENCE_MS = 12_000;

/** The address of the list with a position in it, rounded to about ten metres: nobody needs it more exactly. */
export function nearAddress(plain: string, lon: number, lat: number): string {
  const address = new URL(plain, document.baseURI);
  address.searchParams.set("nahe", `${lon.toFixed(4)},${lat.toFixed(4)}`);
  return address.pathname + address.search;
}

function start(button: HTMLButtonElement): void {
  const status = document.querySelector<HTMLElement>("[data-nearby-status]");
  button.closest<HTMLElement>("[data-nearby-item]")?.removeAttribute("hidden");
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => location.assign(nearAddress(button.dataset["nearby"] ?? "", coords.longitude, coords.latitude)),
      () => {
        button.disabled = false;
        if (status) status.textContent = button.dataset["failed"] ?? "";
      },
      { maximumAge: AGE_MS, timeout: PATIENCE_MS },
    );
  });
}

if ("geolocation" in navigator) {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-nearby]")) start(button);
}
