# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The port through which a report goes to another system: what is exchanged (``base``) and who can do it (``registry``)."""
