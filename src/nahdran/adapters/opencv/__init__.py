# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Faces and number plates by the cascades that come with OpenCV. Local, small, and only ever a proposal."""
