# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where cases are, for the floors that do not know the kinds."""

from collections import defaultdict
from collections.abc import Iterable

from nahdran.cases.models import Case
from nahdran.cases.slots import Site, sites


def sites_of(cases: Iterable[Case]) -> dict[int, Site]:
    """The places of ``cases`` by their ids: one query for each kind among them. A case without a place is not in it."""
    ids: dict[str, list[int]] = defaultdict(list)
    for case in cases:
        ids[case.kind].append(case.pk)
    return {pk: site for kind, pks in ids.items() if kind in sites for pk, site in sites.get(kind)(pks).items()}
