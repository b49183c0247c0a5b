# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads of reports: public ones behind one gate, what is near, the catalogue of kinds, drafts."""
