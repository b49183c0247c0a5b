// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * The script of every page: small helps for markup that works without them. Nothing here knows a capability.
 * Larger things are islands of their own; the upload is loaded when a page has one.
 */

import { copies } from "./base/copy.ts";
import { counters } from "./base/counter.ts";
import { dialogs } from "./base/dialogs.ts";
import { drafts } from "./base/drafts.ts";
import { focusErrors } from "./base/errors.ts";
import { hotkeys } from "./base/hotkeys.ts";
import { menus } from "./base/menus.ts";
import { rows } from "./base/rows.ts";
import { submits } from "./base/submit.ts";

menus(document);
dialogs(document);
copies(document);
counters(document);
drafts(document);
submits(document);
hotkeys(document);
rows(document);
focusErrors(document);

if (document.querySelector("nd-upload")) void import("./upload/element.ts");
