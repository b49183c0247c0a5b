# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages under load: the public list, the portal and the inbox beside the reference view, at 1,000 and at 100,000 cases.

python -m benchmarks.serving
"""

from benchmarks.measure import Figures, Request, get, run
from benchmarks.server import PORT, database, web

SIZES = (1_000, 100_000)
COUNT = 100


def staff_cookie() -> str:
    """A signed-in clerk's cookie."""
    from django.conf import settings
    from django.test import Client
    from tests.factories.accounts import sign_in

    from nahdran.accounts.models import User

    client = sign_in(Client(), User.objects.get(email="bauhof@stadt.example"))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def pages() -> dict[str, Request]:
    staff = {"Cookie": staff_cookie()}
    return {
        "public list /maengel/": get("/maengel/"),
        "public list, filtered": get("/maengel/?status=offen"),
        "portal /": get("/"),
        "desk inbox": get("/arbeitsplatz/eingang/", staff),
        "desk search": get("/arbeitsplatz/eingang/?q=Lampe", staff),
    }


def main() -> None:
    found: dict[tuple[str, int], Figures] = {}
    with database():
        from benchmarks.fill import fill

        for size in SIZES:
            fill(size)
            print(f"\n{size} cases")
            with web("benchmarks.reference:application") as pid:
                for clients in (1, 8):
                    figures = run(PORT, pid, get("/reference/"), clients=clients, count=COUNT * 3)
                    found["reference", size * 10 + clients] = figures
                    print(f"  {'reference view':28} {clients} clients {figures}")
            with web() as pid:
                for name, request in pages().items():
                    for clients in (1, 8):
                        figures = run(PORT, pid, request, clients=clients, count=COUNT)
                        found[name, size * 10 + clients] = figures
                        print(f"  {name:28} {clients} clients {figures}")
    _conclude(found)


def _conclude(found: dict[tuple[str, int], Figures]) -> None:
    small, large = (size * 10 + 1 for size in SIZES)
    print()
    for name in sorted({name for name, _ in found} - {"reference"}):
        share = found["reference", large].cpu_ms / found[name, large].cpu_ms
        growth = found[name, large].p95_ms / found[name, small].p95_ms
        print(
            f"{name:28} {share:6.0%} of the reference view's CPU rate; p95 grows {growth:.2f} times from {SIZES[0]} to {SIZES[1]} cases"
        )


if __name__ == "__main__":
    main()
