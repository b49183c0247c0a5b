# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vector tiles of our own: coordinates, the builder, and the file they lie in. Knows nothing of where the features come from."""
