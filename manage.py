#!/usr/bin/env python3
# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Django's own commands. People use ``nahdran``; this is for developers."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nahdran.project.settings.base")
    execute_from_command_line(sys.argv)
