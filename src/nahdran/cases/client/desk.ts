// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** The page of a case at the desk: the composer that saves by itself, tells who else is there and inserts wordings. */

import { Composer } from "./composer/element.ts";

customElements.define("nd-composer", Composer);
