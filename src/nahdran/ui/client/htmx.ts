// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * htmx for pages that use it, set up for our Content Security Policy: no eval, no styles of its own, no request to another host.
 * It enhances forms and links that work without it.
 */

import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
// Pages with personal data are not kept in the browser's storage.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;

// Where a part cannot be loaded, the whole page says why better than a part that stays silent.
document.addEventListener("htmx:responseError", (event) => {
  const { xhr, requestConfig } = (event as CustomEvent<{ xhr: XMLHttpRequest; requestConfig: { verb: string; path: string } }>).detail;
  if (requestConfig.verb === "get" && [401, 403, 404].includes(xhr.status)) window.location.assign(requestConfig.path);
});
