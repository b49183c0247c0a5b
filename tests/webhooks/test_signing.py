# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""The signature of Standard Webhooks."""

import base64
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from nahdran.webhooks.signing import headers_of, new_secret
from tests.factories.webhooks import Got

AT = datetime(2026, 11, 16, 9, tzinfo=UTC)


def test_the_example_of_the_reference_implementations():
    """Secret, id, time and body stand in the tests of the libraries that receivers use."""
    headers = headers_of(
        number="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=datetime.fromtimestamp(1614265330, UTC),
        body=b'{"test": 2432232314}',
        keys=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert headers["webhook-timestamp"] == "1614265330"


def test_a_key_is_new_each_time_and_long_enough():
    first, second = new_secret(), new_secret()
    assert first != second
    assert first.startswith("whsec_")
    assert len(base64.b64decode(first.removeprefix("whsec_"))) == 32


@given(st.binary(max_size=200), st.binary(min_size=1, max_size=5))
def test_every_body_can_be_checked_and_no_other_one_passes(body, more):
    old, new, foreign = new_secret(), new_secret(), new_secret()
    headers = headers_of(number="msg_1", at=AT, body=body, keys=[new, old])
    assert Got("/", headers, body).is_signed_with(old)
    assert Got("/", headers, body).is_signed_with(new)
    assert not Got("/", headers, body).is_signed_with(foreign)
    assert not Got("/", headers, body + more).is_signed_with(new)
    assert not Got("/", headers | {"webhook-id": "msg_2"}, body).is_signed_with(new)
    assert not Got("/", headers | {"webhook-timestamp": "1"}, body).is_signed_with(new)
