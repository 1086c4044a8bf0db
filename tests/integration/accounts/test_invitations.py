"""Communities that one joins by invitation, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.models import Invitation, Member
from forum.accounts.operations.invitations import create_invitation, find_invitation, withdraw_invitation
from forum.accounts.operations.sign_ups import Joining, begin_sign_up, complete_sign_up
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.policy import SYSTEM, Invalid, NotAllowed
from forum.core.settings import set_setting
from tests.hashes import password_hash
from tests.integration.accounts.letters import last_letter
from tests.integration.accounts.test_sign_up import ADDRESS, FELIX, find


@pytest.fixture
def token(app: Flask) -> str:
    """The token of an invitation to a community that one joins by invitation."""
    with write_transaction():
        set_setting("accounts.sign_up_mode", "invitation")
        return create_invitation(actor=SYSTEM, now=clock.now())


def test_without_an_invitation_the_form_is_not_shown_or_taken(guest: FlaskClient, token: str) -> None:
    assert guest.get("/sign-up").status_code == 403
    assert guest.post("/sign-up", data=FELIX).status_code == 403


def test_an_invitation_makes_one_member(app: Flask, guest: FlaskClient, token: str) -> None:
    assert guest.get(f"/join/{token}").location == "/sign-up"
    guest.post("/sign-up", data=FELIX)
    guest.post("/sign-up/check", data={"code": last_letter(app, ADDRESS).code})
    assert find(ADDRESS)
    late = app.test_client()
    late.get(f"/join/{token}")
    assert late.get("/sign-up").status_code == 403


def test_fifty_at_once_with_one_invitation_make_one_member(app: Flask, token: str) -> None:
    proofs = []
    for number in range(50):
        with write_transaction():
            invitation = find_invitation(token, now=clock.now())
            assert invitation
            joining = Joining(
                f"guest{number}@example.org",
                f"Guest {chr(97 + number // 26)}{chr(97 + number % 26)}",
                password_hash(),
                "en",
                1,
                invitation_id=invitation.id,
            )
            proofs.append(begin_sign_up(joining, now=clock.now()).proof)

    def confirm(place: int) -> bool:
        with app.app_context():
            try:
                with write_transaction():
                    complete_sign_up(proofs[place], now=clock.now())
            except Invalid:
                return False
            return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(confirm, range(50))) == 1
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Member)) == 1


def test_an_invitation_lapses(app: Flask, guest: FlaskClient, token: str) -> None:
    with write_transaction():
        db.session.scalars(select(Invitation)).one().expires_at -= timedelta(days=15)
    guest.get(f"/join/{token}")
    assert guest.get("/sign-up").status_code == 403


def test_who_may_not_invite_cannot(cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed), write_transaction():
        create_invitation(actor=cast.viewer("alice"), now=clock.now())
    with write_transaction():
        assert create_invitation(actor=cast.viewer("dana"), now=clock.now())


def test_a_closed_community_takes_nobody(guest: FlaskClient, app: Flask) -> None:
    with write_transaction():
        set_setting("accounts.sign_up_mode", "closed")
    assert guest.post("/sign-up", data=FELIX).status_code == 403
    assert 'href="/sign-up"' not in guest.get("/sign-in").text


def test_a_community_for_members_only_shows_guests_the_door(
    cast: SimpleNamespace, guest: FlaskClient, browser_of: Callable[[str], FlaskClient]
) -> None:
    member = browser_of("chloe")
    assert guest.get("/members/alice").status_code == 200
    with write_transaction():
        set_setting("site.members_only", True)
    answer = guest.get("/members/alice")
    assert answer.location == "/sign-in?next=/members/alice"
    assert "What is written here is for members only." in guest.get("/sign-in").text
    assert member.get("/members/alice").status_code == 200


def test_the_door_offers_guests_nothing_that_leads_back_to_it(
    cast: SimpleNamespace, guest: FlaskClient, browser_of: Callable[[str], FlaskClient]
) -> None:
    member = browser_of("chloe")
    with write_transaction():
        set_setting("site.members_only", True)
        set_setting("site.imprint", {"en": "Potluck, 1 Spoon Lane."})
    offered = {urlsplit(href).path for href in re.findall(r'href="(/[^"]*)"', guest.get("/sign-in").text)}
    led_back = {
        path
        for path in offered - {"/", "/sign-in"}
        if "/sign-in" in guest.get(path).headers.get("Location", "")
    }
    assert (led_back, "/imprint" in offered, 'role="search"' in guest.get("/sign-in").text) == (
        set(),
        True,
        False,
    )
    assert 'role="search"' in member.get("/").text
    assert 'href="/categories"' in member.get("/").text


def test_the_door_says_that_it_takes_an_invitation(guest: FlaskClient, app: Flask) -> None:
    words = "To join, you need an invitation."
    assert words not in guest.get("/sign-in").text
    with write_transaction():
        set_setting("accounts.sign_up_mode", "invitation")
    assert words in guest.get("/sign-in").text


def test_a_link_that_was_used_or_is_wrong_says_so(guest: FlaskClient, token: str) -> None:
    assert "too old" not in guest.get("/sign-up").text
    guest.get("/join/somewhere-else")
    assert "was used already, or is too old" in guest.get("/sign-up").text


def test_what_is_not_used_yet_is_listed_and_can_be_withdrawn(
    app: Flask,
    guest: FlaskClient,
    token: str,
    browser_of: Callable[[str], FlaskClient],
    cast: SimpleNamespace,
) -> None:
    dana = browser_of("dana")
    dana.post("/admin/invitations", data={"note": "Aunt Gundula"})
    with write_transaction():
        unused, aunt = db.session.scalars(select(Invitation).order_by(Invitation.id)).all()
        unused.used_at = clock.now()
    page = dana.get("/admin/invitations").text
    assert "Aunt Gundula" in page
    assert f"/admin/invitations/{unused.id}/delete" not in page
    assert browser_of("alice").post(f"/admin/invitations/{aunt.id}/delete").status_code == 403
    assert dana.post(f"/admin/invitations/{aunt.id}/delete").status_code == 303
    assert "Aunt Gundula" not in dana.get("/admin/invitations").text
    db.session.expire_all()
    assert aunt.expires_at <= clock.now()


def test_a_withdrawn_link_lets_nobody_in(cast: SimpleNamespace, token: str) -> None:
    found = find_invitation(token, now=clock.now())
    assert found
    with pytest.raises(NotAllowed), write_transaction():
        withdraw_invitation(found.id, actor=cast.viewer("alice"), now=clock.now())
    with write_transaction():
        withdraw_invitation(found.id, actor=cast.viewer("dana"), now=clock.now())
    assert find_invitation(token, now=clock.now()) is None
