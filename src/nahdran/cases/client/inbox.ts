// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** The inbox: beside the list, where there is room, the case of the row in focus; and choosing several rows. */

import { choosing } from "./inbox/choosing.ts";
import { Preview } from "./inbox/preview.ts";

customElements.define("nd-preview", Preview);
choosing(document);
