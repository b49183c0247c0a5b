# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a place and a thing say about the kind, and how that goes together with what a text says. The same functions serve measuring and suggesting.

As a naive Bayes rule: share by the text, times how much more often the kind comes here than in the whole town. Arrays have one column for each kind.
"""

import numpy as np

# Farther away, a report says nothing about this place beyond what its district says.
REACH_M = 300.0
# So many of the nearest, and of the newest of the district, are looked at: the reading stays small in a town of any size.
MOST_NEAR, MOST_OF_DISTRICT = 200, 300
# A place may make a kind so many times likelier or less likely, never sure and never impossible.
_MOST = 10.0
# A thing is believed like twenty reports about things of which nineteen were of a kind of its list; the town's own are added to them.
_BELIEVED, _OF_ITS_LIST = 20, 19


def fade(metres: np.ndarray | float) -> np.ndarray:
    """How much a settled report counts at this distance: fully on the spot, nothing at the end of the reach."""
    result: np.ndarray = np.clip(1.0 - np.asarray(metres) / REACH_M, 0.0, 1.0)
    return result


def ratios(base: np.ndarray, near: np.ndarray, district: np.ndarray, strength: float) -> np.ndarray:
    """How many times likelier than in the whole town each kind is here: the town leans to the district, the district to the surroundings.

    ``strength`` is how many reports each of the two has to bring before it outweighs what lies around it. ``base`` must be above nothing.
    """
    leaned = _leaned(base, district, strength)
    result: np.ndarray = np.clip(_leaned(leaned, near, strength) / base, 1 / _MOST, _MOST)
    return result


def combine(shares: np.ndarray, ratio: np.ndarray, weight: float) -> np.ndarray:
    """Shares of one again. ``weight`` 0 leaves everything to the text; 1 trusts the place as if it knew nothing of what the text knows."""
    raised = shares * ratio**weight
    result: np.ndarray = raised / raised.sum(axis=-1, keepdims=True)
    return result


def thing_ratios(base: np.ndarray, its: np.ndarray, trust: float) -> np.ndarray:
    """The same for a chosen thing: ``its`` marks the kinds of its list, ``trust`` is the share of reports about things that are of such a kind."""
    mass = float(base[its].sum())
    if not 0 < mass < 1:
        return np.ones_like(base)
    result: np.ndarray = np.where(its, trust / mass, (1 - trust) / (1 - mass))
    return result


def trust_in_things(reports: int, of_its_list: int) -> float:
    """Never one: a bench may be reported for the rubbish beside it."""
    return (of_its_list + _OF_ITS_LIST) / (reports + _BELIEVED)


def _leaned(before: np.ndarray, counts: np.ndarray, strength: float) -> np.ndarray:
    result: np.ndarray = (counts + strength * before) / (counts.sum(axis=-1, keepdims=True) + strength)
    return result
