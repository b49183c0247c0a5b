# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the house itself can be ill with. Registered by ``project/checks.py``; apps bring their own checks."""
