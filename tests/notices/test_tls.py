# SPDX-FileCopyrightText: nahdran contributors
# SPDX-License-Identifier: EUPL-1.2
"""Encryption to the mail server: checked, and never left out because the other side would like that."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.factories.notices import accept_password, delivery, trust

from nahdran.notices.channels.mail.server import InvalidMailUrl, MailServer
from nahdran.notices.channels.registry import channels
from nahdran.notices.checks import check_channels, mail_settings_can_be_read
from nahdran.notices.enums import State
from nahdran.notices.models import Delivery
from nahdran.notices.operations import dispatch

pytestmark = pytest.mark.django_db(transaction=True)


def certificate(*, host: str = "127.0.0.1", expired: bool = False) -> tuple[bytes, bytes]:
    """A self-signed certificate for an address, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    now = datetime.now(UTC)
    days = timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 10 * days)
        .not_valid_after(now - days if expired else now + days)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.public_bytes(serialization.Encoding.PEM), pem


@pytest.fixture
def trusted(tmp_path: Path, settings) -> ssl.SSLContext:
    made, key = certificate()
    (tmp_path / "ca.pem").write_bytes(made)
    settings.MAIL_CA_FILE = str(tmp_path / "ca.pem")
    return trust(made, key, tmp_path)


def failed_with(words: str) -> bool:
    row = delivery()
    assert dispatch(row.pk) == State.RETRY
    row.refresh_from_db()
    assert words in row.last_error, row.last_error
    return True


def test_a_certificate_of_the_towns_own_authority_is_trusted(start_peer, trusted: ssl.SSLContext) -> None:
    peer = start_peer(query={"tls": "starttls"}, tls_context=trusted, require_starttls=True)
    assert dispatch(delivery().pk) == State.SENT
    assert len(peer.received) == 1
    assert check_channels().level == "ok"


def test_an_unknown_certificate_is_not_trusted(start_peer, trusted: ssl.SSLContext, settings) -> None:
    settings.MAIL_CA_FILE = ""
    peer = start_peer(query={"tls": "starttls"}, tls_context=trusted)
    assert failed_with("Zertifikat")
    assert peer.received == []
    assert check_channels().level == "error"


@pytest.mark.parametrize("wrong", [{"host": "127.0.0.2"}, {"expired": True}])
def test_a_wrong_certificate_is_not_trusted(start_peer, tmp_path: Path, settings, wrong: dict) -> None:
    made, key = certificate(**wrong)
    (tmp_path / "ca.pem").write_bytes(made)
    settings.MAIL_CA_FILE = str(tmp_path / "ca.pem")
    peer = start_peer(query={"tls": "starttls"}, tls_context=trust(made, key, tmp_path))
    assert failed_with("Zertifikat")
    assert peer.received == []


def test_a_server_without_encryption_gets_nothing(start_peer) -> None:
    peer = start_peer(query={"tls": "starttls"})
    assert failed_with("bietet die verlangte Verschlüsselung")
    assert peer.received == []


def test_a_server_that_speaks_no_tls_gets_nothing(start_peer) -> None:
    peer = start_peer(query={"tls": "implicit", "timeout": 1})
    row = delivery()
    assert dispatch(row.pk) == State.RETRY
    assert peer.received == []


def test_name_and_password_are_given(start_peer, settings, trusted: ssl.SSLContext) -> None:
    peer = start_peer(query={"tls": "starttls"}, tls_context=trusted, authenticator=accept_password, auth_required=True)
    settings.MAIL_URL = settings.MAIL_URL.replace("smtp://", "smtp://stadt:p%40ss%3Awort@")
    assert dispatch(delivery().pk) == State.SENT
    assert len(peer.received) == 1


def test_a_wrong_password_is_no_fault_of_the_message(start_peer, settings, trusted: ssl.SSLContext) -> None:
    start_peer(query={"tls": "starttls"}, tls_context=trusted, authenticator=accept_password, auth_required=True)
    settings.MAIL_URL = settings.MAIL_URL.replace("smtp://", "smtp://stadt:falsch@")
    assert failed_with("Anmeldung nicht an")
    assert "falsch" not in Delivery.objects.get().last_error


def test_a_forgotten_password_is_no_fault_of_the_message(start_peer, trusted: ssl.SSLContext) -> None:
    start_peer(query={"tls": "starttls"}, tls_context=trusted, authenticator=accept_password, auth_required=True)
    assert failed_with("530")


def test_the_address_of_the_server_is_read() -> None:
    assert MailServer.from_url("smtp://mail.example") == MailServer("mail.example", 587)
    assert MailServer.from_url("smtps://a:b@mail.example") == MailServer("mail.example", 465, "implicit", "a", "b")
    assert MailServer.from_url("smtp://mail.example:2525/?tls=none&timeout=5").port == 2525
    assert "geheim" not in repr(MailServer.from_url("smtp://a:geheim@mail.example"))


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://x/?tls=perhaps",
        "smtp://x/?color=red",
        "smtp://x/?timeout=0",
        "smtp://x/?timeout=soon",
        "smtp://x:99999999/",
        "smtp://a:geheim@x:port/",
        "smtp://a:geheim%C3%B6@x/",
    ],
)
def test_a_wrong_address_of_the_server_is_said_clearly(url: str, settings) -> None:
    with pytest.raises(InvalidMailUrl) as error:
        MailServer.from_url(url)
    assert "geheim" not in str(error.value)
    settings.MAIL_URL = url
    assert [message.id for message in mail_settings_can_be_read(None)] == ["notices.E001"]
    assert channels.get("mail").check_config()


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEFAULT_FROM_EMAIL", ""), ("DEFAULT_FROM_EMAIL", "Stadt <a@b.example>"), ("MAIL_REPLY_TO", "nobody")],
)
def test_a_wrong_address_of_ours_stops_the_start(settings, name: str, value: str) -> None:
    assert mail_settings_can_be_read(None) == []
    setattr(settings, name, value)
    assert [message.id for message in mail_settings_can_be_read(None)] == ["notices.E002"]


def test_doctor_complains_without_a_mail_server(settings) -> None:
    assert "MAIL_URL fehlt" in str(check_channels().sentence)
    settings.DEMO = True
    assert "/demo/post/" in str(check_channels().sentence)
    settings.MAIL_URL = "smtp://127.0.0.1:9/?tls=none&timeout=1"
    assert check_channels().level == "error"
