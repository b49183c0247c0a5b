# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""All measurements, one after the other: ``make benchmark``. Each needs the machine for itself."""

import subprocess
import sys

for name in ("import_osm", "photos", "serving", "slow_clients", "submitting", "following"):
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)
