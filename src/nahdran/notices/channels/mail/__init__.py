# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The built-in channel: mail by SMTP, or into a folder in the demonstration."""
