// SPDX-FileCopyrightText: nahdran contributors
// SPDX-License-Identifier: EUPL-1.2

/** The script of every page. */

document.documentElement.classList.add("nd-js");
