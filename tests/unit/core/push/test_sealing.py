"""Messages are sealed as RFC 8291 shows in its example, and signed as RFC 8292 asks."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec

from forum.core.own_secrets import new_vapid_key
from forum.core.push.sealing import LONGEST, Browser, as_text, from_text, sealed
from forum.core.push.vapid import Signer
from tests.push_service import ReadingBrowser

P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
OWN_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6"
    "PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
"""RFC 8291, section 5 and appendix A."""


def test_a_message_is_sealed_as_the_standard_shows() -> None:
    own_key = ec.derive_private_key(int.from_bytes(from_text(OWN_KEY), "big"), ec.SECP256R1())
    browser = Browser.from_text(P256DH, AUTH)
    made = sealed(
        b"When I grow up, I want to be a watermelon", browser, own_key=own_key, salt=from_text(SALT)
    )
    assert as_text(made) == SEALED


def test_only_its_browser_opens_it_and_no_two_are_alike() -> None:
    reader, other = ReadingBrowser(), ReadingBrowser()
    browser = Browser.from_text(reader.form["p256dh"], reader.form["auth"])
    first, second = (sealed("Süß".encode(), browser) for _ in range(2))
    assert first != second
    assert reader.open(first).decode() == "Süß"
    with pytest.raises(InvalidTag):
        other.open(first)


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", ""),
        (P256DH, "short"),
        ("A" * 87, AUTH),
        (P256DH[:-4], AUTH),
        ("🥕", AUTH),
        (P256DH, AUTH + "AAAA"),
    ],
)
def test_what_is_no_key_is_refused(p256dh: str, auth: str) -> None:
    with pytest.raises(ValueError):
        Browser.from_text(p256dh, auth)


def test_a_message_that_services_refuse_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="too long"):
        sealed(b"x" * (LONGEST + 1), Browser.from_text(P256DH, AUTH))


def test_the_signature_names_the_service_and_runs_out_within_a_day() -> None:
    now = datetime(2026, 3, 14, tzinfo=UTC)
    header = Signer(new_vapid_key(), "mailto:community@brand.example").authorization(
        "https://push.example/a?b", now
    )
    claims = json.loads(from_text(header.split("t=")[1].split(".")[1]))
    assert claims["aud"] == "https://push.example"
    assert claims["sub"] == "mailto:community@brand.example"
    assert 0 < claims["exp"] - now.timestamp() <= 24 * 3600
