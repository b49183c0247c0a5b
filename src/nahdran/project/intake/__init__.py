# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""How requests come in and answers go out: waitress, made strict and patient. A slow or malicious client holds a connection at
most, never a thread (docs/adr/0019). Used by the web processes alone; knows HTTP, nothing of towns.
"""
