# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Single objects of an extract that are no part of the map: lamps, benches, baskets. One pass that looks at tagged nodes only."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import osmium
import osmium.filter
import osmium.osm
from django.utils.translation import gettext as _

from nahdran.places.osm.errors import UnableToReadExtract
from nahdran.places.osm.reader import OsmPoint


def read_spots(path: Path, wanted: Sequence[tuple[str, str]]) -> Iterator[OsmPoint]:
    """The nodes that carry one of the ``wanted`` (key, value). Raises ``UnableToReadExtract``."""
    try:
        processor = osmium.FileProcessor(str(path), osmium.osm.NODE).with_filter(osmium.filter.TagFilter(*wanted))
        nodes: Iterator[Any] = iter(processor)
        for node in nodes:
            if node.location.valid():
                yield OsmPoint(f"node/{node.id}", dict(node.tags), node.location.lon, node.location.lat)
    # osmium raises plain RuntimeError, and for some broken archives OSError or InvalidLocationError, always with its own words.
    except (RuntimeError, OSError, ValueError, osmium.InvalidLocationError) as error:
        raise UnableToReadExtract(
            "broken",
            _("Die Datei %(file)s lässt sich nicht lesen. Sie ist beschädigt oder unvollständig (%(error)s).")
            % {"file": path.name, "error": error},
        ) from error
