"""Joining, by code and by link."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.accounts.models import Consent, ConsentKind, Member, SignUp
from forum.accounts.operations.consents import wants_marketing
from forum.core.database import db
from tests.cast import PASSWORD
from tests.integration.accounts.letters import last_letter, letters

FELIX = {
    "name": "Felix Fennel",
    "email": "Felix@Example.org",
    "password": PASSWORD,
    "charter": "y",
    "privacy": "y",
    "age": "y",
    "time_zone": "Europe/Paris",
}
ADDRESS = "felix@example.org"


def join(app: Flask, browser: FlaskClient, **changes: str) -> Member:
    """Join by code, and return the new member."""
    typed = {**FELIX, **changes}
    assert browser.post("/sign-up", data=typed).location == "/sign-up/check"
    code = last_letter(app, typed["email"].lower()).code
    assert browser.post("/sign-up/check", data={"code": code}).status_code == 303
    member = find(typed["email"].lower())
    assert member
    return member


def find(email: str) -> Member | None:
    """Return the member with an address."""
    db.session.rollback()
    return db.session.scalar(select(Member).where(Member.email == email))


def test_the_code_from_the_mail_makes_a_member_who_is_signed_in(app: Flask, guest: FlaskClient) -> None:
    member = join(app, guest)
    assert (member.name, member.handle, member.time_zone) == ("Felix Fennel", "felix-fennel", "Europe/Paris")
    assert member.confirmed_at is not None
    assert "Your page" in guest.get("/settings/security").text


def test_before_the_confirmation_nobody_is_a_member(app: Flask, guest: FlaskClient) -> None:
    guest.post("/sign-up", data=FELIX)
    letters(app)
    assert find(ADDRESS) is None
    assert guest.get("/settings/security").status_code == 303


def test_the_link_shows_a_page_and_only_its_button_confirms(app: Flask, guest: FlaskClient) -> None:
    guest.post("/sign-up", data=FELIX)
    link = last_letter(app, ADDRESS).link
    for _ in range(3):
        assert "Felix Fennel" in guest.get(link).text
    assert find(ADDRESS) is None
    assert guest.post(link).status_code == 303
    assert find(ADDRESS) is not None


def test_the_link_opened_in_another_browser_asks_for_the_password(app: Flask, guest: FlaskClient) -> None:
    guest.post("/sign-up", data=FELIX)
    link = last_letter(app, ADDRESS).link
    elsewhere = app.test_client()
    assert elsewhere.post(link).status_code == 422
    assert elsewhere.post(link, data={"password": "not the right one"}).status_code == 422
    assert find(ADDRESS) is None
    assert elsewhere.post(link, data={"password": PASSWORD}).status_code == 303
    assert find(ADDRESS) is not None


def test_a_link_works_once(app: Flask, guest: FlaskClient) -> None:
    guest.post("/sign-up", data=FELIX)
    link = last_letter(app, ADDRESS).link
    guest.post(link)
    assert app.test_client().get(link).status_code == 410


def test_five_wrong_codes_use_a_mail_up(app: Flask, guest: FlaskClient) -> None:
    guest.post("/sign-up", data=FELIX)
    code = last_letter(app, ADDRESS).code
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        assert guest.post("/sign-up/check", data={"code": wrong}).status_code == 422
    assert guest.post("/sign-up/check", data={"code": code}).status_code == 422
    assert find(ADDRESS) is None


def test_another_mail_makes_the_former_code_worthless(app: Flask, guest: FlaskClient) -> None:
    guest.post("/sign-up", data=FELIX)
    former = last_letter(app, ADDRESS).code
    guest.post("/sign-up/mail")
    code = last_letter(app, ADDRESS).code
    assert guest.post("/sign-up/check", data={"code": former}).status_code == 422
    assert guest.post("/sign-up/check", data={"code": code}).status_code == 303


def test_without_the_boxes_ticked_what_was_typed_stays(guest: FlaskClient) -> None:
    page = guest.post("/sign-up", data={"name": "Felix Fennel", "email": ADDRESS, "password": PASSWORD})
    assert page.status_code == 422
    assert "Felix Fennel" in page.text and ADDRESS in page.text and PASSWORD not in page.text


def test_all_that_is_wrong_is_told_at_once(guest: FlaskClient) -> None:
    page = guest.post("/sign-up", data={"name": "Fe\u0442ix", "email": "Felix", "password": "short"}).text
    for told in (
        "Please write your name in one alphabet.",
        "This does not look like an e-mail address.",
        "Please take at least 8 characters.",
        "Please accept the charter.",
    ):
        assert told in page
    guessed = guest.post("/sign-up", data={"name": "Felix Fennel", "password": "fennel77"}).text
    assert "easy to guess for people who know you" in guessed


def test_marketing_is_off_unless_it_was_ticked_and_is_logged(app: Flask, guest: FlaskClient) -> None:
    assert not wants_marketing(join(app, guest).id)
    other = app.test_client()
    gina = join(app, other, name="Gina Ginger", email="gina@example.org", marketing="y")
    assert wants_marketing(gina.id)
    logged = db.session.scalars(select(Consent.kind).where(Consent.member_id == gina.id)).all()
    assert set(logged) == set(ConsentKind)


def test_only_the_yes_to_the_age_is_stored(app: Flask, guest: FlaskClient) -> None:
    member = join(app, guest)
    age = db.session.scalars(select(Consent).filter_by(member_id=member.id, kind=ConsentKind.AGE)).one()
    assert age.given and age.version == 1


def test_a_name_that_looks_like_a_members_is_refused(app: Flask, guest: FlaskClient) -> None:
    join(app, guest)
    page = app.test_client().post(
        "/sign-up", data={**FELIX, "name": "FeIix_Fennel", "email": "x@example.org"}
    )
    assert page.status_code == 422 and "looks like it" in page.text


def test_a_name_that_passes_for_the_team_is_refused(guest: FlaskClient) -> None:
    for name in ("Potluck Team", "Moderat0r", "Official helper"):
        assert guest.post("/sign-up", data={**FELIX, "name": name}).status_code == 422


def test_a_name_taken_while_the_mail_was_on_its_way_can_be_changed(app: Flask, guest: FlaskClient) -> None:
    guest.post("/sign-up", data=FELIX)
    link = last_letter(app, ADDRESS).link
    join(app, app.test_client(), email="faster@example.org")
    assert "taken this name" in guest.post(link).text
    assert guest.post(link, data={"name": "Felix the Second"}).status_code == 303
    member = find(ADDRESS)
    assert member and member.name == "Felix the Second"


def test_extra_fields_make_nobody_an_administrator(app: Flask, guest: FlaskClient) -> None:
    extras = {
        "is_administrator": "1",
        "is_brand": "1",
        "roles": "administrator",
        "id": "1",
        "post_count": "99",
    }
    member = join(app, guest, **extras)
    assert not (member.is_administrator or member.is_brand or member.is_moderator or member.post_count)


def test_one_goes_on_where_one_was(app: Flask, guest: FlaskClient) -> None:
    guest.post("/sign-up", data={**FELIX, "next": "/topics/7?page=2"})
    code = last_letter(app, ADDRESS).code
    assert guest.post("/sign-up/check", data={"code": code}).location == "/topics/7?page=2"


def test_two_sign_ups_for_one_address_make_one_member(app: Flask, guest: FlaskClient) -> None:
    guest.post("/sign-up", data=FELIX)
    first = last_letter(app, ADDRESS).code
    other = app.test_client()
    other.post("/sign-up", data={**FELIX, "name": "Felix Other"})
    second = last_letter(app, ADDRESS).code
    assert guest.post("/sign-up/check", data={"code": first}).status_code == 303
    assert other.post("/sign-up/check", data={"code": second}).status_code == 303
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Member)) == 1
    assert db.session.scalar(select(func.count()).select_from(SignUp)) == 0


def test_a_field_that_nobody_sees_stays_empty(app: Flask, guest: FlaskClient) -> None:
    page = guest.post("/sign-up", data={**FELIX, "website": "https://casino.example"})
    assert page.status_code == 422 and "that nobody sees was filled in" in page.text
    assert "casino.example" not in page.text and letters(app) == []
