# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Suggesting a kind of defect from what somebody writes: a small linear model, learnt from the town's own settled reports, on its own machine.

``features`` and ``model`` are what a page needs; ``train`` alone knows scikit-learn and runs in the worker only.
"""
