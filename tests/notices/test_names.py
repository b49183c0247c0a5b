# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""A name that somebody typed for a stranger's address must not become an advertisement in the town's name."""

import pytest

from nahdran.notices.addressing import Recipient, checked


@pytest.mark.parametrize(
    "name", ["Ihr Paket: https://boese.example", "www.boese.example", "jetzt boese.example ansehen", "a@b.example"]
)
def test_a_name_with_a_link_is_left_out(name):
    assert checked(Recipient(address="erika@nahdran.example", name=name)).name == ""


@pytest.mark.parametrize(
    "name", ["Erika Mustermann", "Dr. A. von Müller-Lüdenscheidt", "O’Neill, Seán", "Bürgerverein Birk e. V."]
)
def test_a_name_stays_as_it_is(name):
    assert checked(Recipient(address="erika@nahdran.example", name=name)).name == name
