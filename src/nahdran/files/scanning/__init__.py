# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The port for virus scanners: what a scanner is, which are known and which one this deployment uses."""
