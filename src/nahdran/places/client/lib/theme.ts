// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// Light or dark, as the page shows itself: the person's choice in the page first, then the device's.

const DEVICE = "(prefers-color-scheme: dark)";

export function isDark(): boolean {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  if (scheme === "dark") return true;
  if (scheme === "light") return false;
  return matchMedia(DEVICE).matches;
}

/** Calls back after each change, until the returned function is called. */
export function onThemeChange(listener: (dark: boolean) => void): () => void {
  let last = isDark();
  const look = (): void => {
    const now = isDark();
    if (now !== last) listener((last = now));
  };
  const media = matchMedia(DEVICE);
  media.addEventListener("change", look);
  const observer = new MutationObserver(look);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-kern-theme", "class"] });
  return () => {
    media.removeEventListener("change", look);
    observer.disconnect();
  };
}

export const wantsLessMotion = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
