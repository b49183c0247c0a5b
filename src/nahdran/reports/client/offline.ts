// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2
// The two pages that a phone keeps: the form for reports without a network, and the list of what lies on the device.

import "../../places/client/map.css";
import { OfflineReport } from "./offline/form.ts";
import { DraftList } from "./offline/list.ts";
import "./personal.ts";

customElements.define("nd-offline-report", OfflineReport);
customElements.define("nd-offline-drafts", DraftList);
