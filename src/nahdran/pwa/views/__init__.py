# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the app: worker, manifest, signs, token and the page without a network."""
