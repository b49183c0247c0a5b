# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The port for ways out of the house: what a channel is, which are known. Mail is built in."""
