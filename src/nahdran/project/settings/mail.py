# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where mail leaves the house: by ``MAIL_URL``; without one, in the demonstration, into a folder."""

from environs import Env

env = Env()

# smtp://user:password@host:587/?tls=starttls   (tls: starttls, implicit or none; timeout in seconds; see notices.channels.mail.server)
MAIL_URL = env.str("MAIL_URL", "")
# Certificates of the town's own authority, in addition to those of the system.
MAIL_CA_FILE = env.str("MAIL_CA_FILE", "")
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "stadt@nahdran.example")
MAIL_REPLY_TO = env.str("MAIL_REPLY_TO", "")
# Whatever Django or a package sends goes through the outbox like everything else.
EMAIL_BACKEND = "nahdran.notices.backend.OutboxBackend"
