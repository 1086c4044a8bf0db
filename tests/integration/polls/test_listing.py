"""Finding polls: a list by state, a feed, the search; and a poll stays with the conversation that it stands in."""

from __future__ import annotations

from types import SimpleNamespace
from xml.etree import ElementTree as Xml

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.outbox import drain
from forum.search.documents import read_documents
from tests.conversations import opening, team_shelf
from tests.integration.polls.ballots import a_poll, asking, poll_on, question, seal
from tests.statements import statements

pytestmark = pytest.mark.usefixtures("an_hour_later")


ATOM = "{http://www.w3.org/2005/Atom}"


def about(*options: str) -> object:
    return asking(questions=[question(options=options)])


def test_polls_are_listed_by_state_and_drafts_and_what_may_not_be_read_are_not(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    dana = cast.viewer("dana")
    seal(a_poll(dana))
    a_poll(dana)
    a_poll(dana, is_open=False)
    poll_on(opening(dana, category=team_shelf()), dana)
    assert (guest.get("/polls").text.count("poll-row-asked"), "/polls/2" in guest.get("/polls").text) == (
        1,
        True,
    )
    assert "/polls/1" in guest.get("/polls?state=closed").text
    assert guest.get("/polls?state=all").text.count("poll-row-asked") == 2
    feed = Xml.fromstring(guest.get("/polls/feed.atom").data)
    assert [entry.findtext(f"{ATOM}id", "").rpartition("/")[2] for entry in feed.iter(f"{ATOM}entry")] == [
        "2",
        "1",
    ]


def test_a_topic_is_found_by_what_its_poll_asks_and_offers(
    app: Flask, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    dana = cast.viewer("dana")
    poll_on(opening(dana, title="What next?"), dana, about("Elderflower", "Quince"))
    poll_on(opening(dana, title="And then?"), dana, about("Medlar", "Sloe"))
    poll_on(opening(dana, title="Who knows?"), dana, about("Elderflower", "Sloe"), is_open=False)
    drain()
    titles = {"What next?", "And then?", "Who knows?"}
    for word, title in (("elderflower", "What next?"), ("quince", "What next?"), ("sloe", "And then?")):
        page = guest.get(f"/search?q={word}").text
        assert {each for each in titles if each in page} == {title}, word


def test_many_topics_are_indexed_with_as_many_statements_as_one(app: Flask, cast: SimpleNamespace) -> None:
    dana = cast.viewer("dana")
    first_posts = [opening(dana, title=f"What next, {number}?") for number in range(8)]
    for post in first_posts[:4]:
        poll_on(post, dana, about("Elderflower", "Quince"))
    post_ids = [post.id for post in first_posts]
    with statements(app) as one:
        read_documents(post_ids[:1])
    with statements(app) as many:
        documents = read_documents(post_ids)
    assert len(many) == len(one)
    assert ["Elderflower" in each.text for each in documents] == 4 * [True] + 4 * [False]


def test_in_french_the_states_of_polls_agree_with_them(guest: FlaskClient) -> None:
    page = guest.get("/polls", headers={"Accept-Language": "fr"}).text
    assert [name for name in ("Ouverts", "Terminés") if f">{name}<" not in page] == []
