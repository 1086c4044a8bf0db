"""What is not for everybody comes back to nobody else: in pages, searches and mails.

One walk for each database, seen from many sides: see `conftest`.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from forum.search.facets import PARAMETERS
from tests.houses import SQLITE
from tests.integration.visibility.addresses import asked_names
from tests.integration.visibility.canaries import (
    GUEST,
    MAIL,
    NEVER_PLANTED,
    PEOPLE,
    Canary,
    canaries_in,
    word,
)
from tests.integration.visibility.concealing import canaries
from tests.integration.visibility.conftest import Walked, browser_of
from tests.integration.visibility.walking import walked_rules

FORUM = Path(__file__).resolve().parents[3] / "forum"
READS = re.compile(r"""\bargs(?:\.get\(|\[)"(\w+)"|"(\w+)" in request\.args""")
ONLY_PLACES = {"before", "after"}
"""Where a list goes on: a position in what was filtered for its viewer already."""
FULL_WALK = pytest.mark.parametrize("house", [SQLITE], indirect=True)
"""Where everybody walks, see `conftest`."""
TOKEN = re.compile(r"[\w-]+\.[\w-]{6}\.[\w-]{27}")


def test_nobody_meets_what_is_not_for_them(walked: Walked) -> None:
    planted = {each.text: each for each in canaries()}
    leaks = [
        f"{person} met {text}: {visit}"
        for person, visits in walked.visits.items()
        for visit in visits
        for text in sorted(visit.found & planted.keys())
        if not planted[text].is_for(person, visit.door.endpoint)
    ]
    assert leaks == []


def test_everybody_meets_what_is_for_them(walked: Walked) -> None:
    met = {
        person: {text for visit in visits for text in visit.found} for person, visits in walked.visits.items()
    }
    missing = {
        person: {each.text for each in canaries() if each.is_shown and person in each.readers} - met[person]
        for person in PEOPLE & met.keys()
    }
    assert {person: those for person, those in missing.items() if those} == {}


@pytest.mark.parametrize(
    ("picture", "may_see"),
    [
        ("shownalt", PEOPLE),
        ("hiddenalt", {"alice", "bruno", "emil"}),
        ("privatealt", {"alice", "bruno", "emil"}),
    ],
)
def test_a_picture_is_given_to_those_who_may_read_a_post_that_shows_it(
    walked: Walked, picture: str, may_see: set[str]
) -> None:
    address = f"/uploads/{walked.garden.pictures[picture]}"
    got = {
        person
        for person, visits in walked.visits.items()
        for visit in visits
        if visit.door.address.startswith(address) and visit.kind.startswith("image/")
    }
    assert got == may_see & walked.visits.keys()


def test_no_cache_keeps_the_page_of_a_member(walked: Walked) -> None:
    kept = [
        f"of {person}: {visit}"
        for person in PEOPLE & walked.visits.keys() - {GUEST}
        for visit in walked.visits[person]
        if visit.kind == "text/html" and visit.status < 400 and "no-store" not in visit.caching
    ]
    assert kept == []


def test_looking_changes_nothing(walked: Walked) -> None:
    assert walked.changed == set()


@FULL_WALK
def test_every_route_was_opened_by_somebody(walked: Walked) -> None:
    visits = [visit for each in walked.visits.values() for visit in each]
    opened = {visit.door.rule for visit in visits if visit.status < 400}
    assert {rule.rule for rule in walked_rules(walked.garden.app)} - opened == set()


@FULL_WALK
def test_pages_that_have_a_part_for_htmx_were_asked_for_it(walked: Walked) -> None:
    visits = [visit for each in walked.visits.values() for visit in each]
    asked = {visit.door.endpoint for visit in visits if visit.status == 200 and visit.is_fragment}
    assert asked >= {"posting.new_reply", "search.results", "accounts.export_progress"}


def test_nothing_failed_on_the_way(walked: Walked) -> None:
    visits = [visit for each in walked.visits.values() for visit in each]
    assert [str(visit) for visit in visits if visit.status >= 500 or visit.status == 429] == []


@FULL_WALK
def test_every_name_that_a_view_reads_from_an_address_is_asked_for(walked: Walked) -> None:
    read = {
        one or other
        for file in FORUM.rglob("*.py")
        for one, other in READS.findall(file.read_text(encoding="utf-8"))
    }
    assert read | set(PARAMETERS.values()) <= asked_names() | ONLY_PLACES


def shown(browser: FlaskClient, page: str, wanted: str) -> str:
    """Return what a search page says, whichever word was typed."""
    return TOKEN.sub("", browser.get(page, query_string={"q": wanted}).text).replace(wanted, "…")


def of_each_circle(words: list[Canary]) -> list[Canary]:
    """Return the first and the last that the same people may read: they stand in different rooms, or in other parts."""
    first = {(each.readers, each.keeper): each for each in reversed(words)}
    last = {(each.readers, each.keeper): each for each in words}
    return [*first.values(), *last.values()]


@pytest.mark.parametrize(
    ("person", "page"), [(GUEST, "/search"), ("dana", "/search"), ("chloe", "/search/suggestions")]
)
def test_a_word_one_may_not_read_is_found_as_little_as_one_that_nobody_wrote(
    walked: Walked, person: str, page: str
) -> None:
    for forget in walked.garden.app.extensions["potluck.forget"]:
        forget()
    browser = browser_of(walked.garden, person)
    nothing = shown(browser, page, NEVER_PLANTED)
    is_thorough = (person, walked.kind) == (GUEST, SQLITE)
    unreadable = [each for each in canaries() if person not in each.readers and "@" not in each.text]
    asked = {each.text for each in (unreadable if is_thorough else of_each_circle(unreadable))}
    assert [text for text in sorted(asked) if shown(browser, page, text) != nothing] == []


def letters(walked: Walked) -> list[EmailMessage]:
    folder = walked.garden.app.extensions["potluck.config"].data_dir / "mail"
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.glob("*.eml")]


def met_in(letter: EmailMessage) -> frozenset[str]:
    texts = [str(part.get_content()) for part in letter.walk() if part.get_content_maintype() == "text"]
    return canaries_in("\n".join([letter["Subject"], *texts]))


def test_no_mail_carries_what_is_not_for_its_reader(walked: Walked) -> None:
    planted = {each.text: each for each in canaries()}
    leaks = [
        f"{text} in “{letter['Subject']}” to {letter['To']}"
        for letter in letters(walked)
        for text in met_in(letter) & planted.keys()
        if not planted[text].is_for(str(letter["To"]).partition("@")[0], MAIL)
    ]
    assert leaks == []


def test_mails_carry_what_is_for_their_reader(walked: Walked) -> None:
    to_chloe = [letter for letter in letters(walked) if letter["To"] == "chloe@example.org"]
    assert word("sent") in frozenset().union(*map(met_in, to_chloe))
