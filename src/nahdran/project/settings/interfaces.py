# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Interfaces for other programs: how often they may ask, how the town is called there, and which places of our own network we may call."""

from environs import Env

env = Env()

# Hosts (``name`` or ``name:port``) that may be called although they lie in a private network or listen on another port than 80 and 443.
OUTBOUND_ALLOW: list[str] = env.list("OUTBOUND_ALLOW", [])

# How the town is called in Open311, by convention its main domain without www. Empty: the host of SITE_URL.
JURISDICTION_ID = env.str("JURISDICTION_ID", "")

# From one address, without a key; each key has a rate of its own.
API_READS_PER_MINUTE = env.int("API_READS_PER_MINUTE", 600)
API_WRONG_KEYS_PER_MINUTE = env.int("API_WRONG_KEYS_PER_MINUTE", 20)
API_POSTS_PER_MINUTE = env.int("API_POSTS_PER_MINUTE", 600)
# What a form without file parts may carry; photos in it are a third larger than as files.
API_FORM_MAX_BYTES = env.int("API_FORM_MAX_MB", 12) * 1_000_000
