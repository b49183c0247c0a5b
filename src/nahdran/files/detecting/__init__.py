# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The port for detectors of faces and number plates. They run on the town's own machine, and what they find is a proposal."""
