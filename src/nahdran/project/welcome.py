# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""What ``nahdran serve`` prints when everything runs: the addresses, and in the demonstration the sign-ins. Names no feature: it asks the slots."""

from django.conf import settings

from nahdran.accounts.demo import demo_people
from nahdran.accounts.models import User
from nahdran.shell.context import links
from nahdran.shell.slots import citizen_nav


def welcome() -> str:
    addresses = [("Startseite", "/"), *((str(link.label), link.href) for link in links(citizen_nav))]
    addresses += [("Arbeitsplatz", "/arbeitsplatz/"), ("Redaktion", "/redaktion/")]
    lines = [f"  {label:<16} {settings.SITE_URL}{path}" for label, path in dict(reversed(addresses)).items()][::-1]
    return "\n".join([*lines, "", *_people()])


def _people() -> list[str]:
    if not settings.DEMO:
        return (
            []
            if User.objects.filter(kind="STAFF").exists()
            else ["Noch kann sich niemand anmelden: nahdran createstaff E-MAIL NAME", ""]
        )
    people = demo_people()
    if not people:
        return []
    width = max(len(person.email) for person in people)
    lines = [f"  {person.email:<{width}}  {', '.join(filter(None, (person.name, person.roles)))}" for person in people]
    return [
        f"Anmeldungen der Demonstration (Passwort {people[0].password}, der zweite Faktor steht auf der Anmeldeseite):",
        *lines,
        "",
    ]
