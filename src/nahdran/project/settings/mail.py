# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where mail leaves the house."""

from environs import Env

env = Env()

DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "stadt@nahdran.example")
