# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sentences that are stored as they stand here and translated when somebody reads them."""

from django.utils.translation import gettext_noop

# In place of what people of the house wrote about a person, once the person is forgotten.
FORGOTTEN = gettext_noop("Gelöscht, weil die Aufbewahrungszeit vorbei ist.")
