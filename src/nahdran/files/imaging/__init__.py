# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Images: read safely, turned upright, brought to sRGB and written anew as JPEG without anything but the picture."""
