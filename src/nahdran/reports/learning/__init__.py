# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Suggesting a kind of defect from what somebody writes and where it is: a small linear model, learnt from the town's own settled reports, on its own machine.

``features``, ``model`` and ``evidence`` are what a page needs; ``train`` and ``later`` know scikit-learn and run in the worker only.
"""
