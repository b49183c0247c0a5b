# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of this app, for the desk and for the demonstration."""
