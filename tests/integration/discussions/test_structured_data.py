"""What pages of topics tell search engines, and what they keep to themselves."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.discussions.models import Post, Topic
from forum.discussions.operations.answers import accept_answer
from forum.discussions.operations.hiding import hide_post_text
from tests.conversations import NOON, answer, opening, shelf

pytestmark = pytest.mark.usefixtures("app")

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def told(browser: FlaskClient, post: Post, page: int = 1) -> dict[str, dict[str, Any]]:
    text = browser.get(f"/topics/{post.topic_id}?page={page}", follow_redirects=True).text
    return {data["@type"]: data for data in map(json.loads, BLOCK.findall(text))}


def test_a_discussion_tells_its_author_its_words_and_its_replies(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    first = opening(cast.viewer("alice"), "Salt?", silent=True)
    answer(first, cast.viewer("chloe"), "Pepper!", silent=True)
    data = told(guest, first)["DiscussionForumPosting"]
    assert data["headline"] == "Into the pot"
    assert data["text"] == "Salt?"
    assert data["author"] == {
        "@type": "Person",
        "name": "Alice Almond",
        "url": "http://127.0.0.1:8000/members/alice",
    }
    assert data["datePublished"] == NOON.isoformat()
    assert [comment["text"] for comment in data["comment"]] == ["Pepper!"]


def test_a_question_with_answers_is_told_as_one(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = opening(cast.viewer("alice"), "Salt?", kind="question", silent=True)
    no, yes = (answer(first, cast.viewer("chloe"), words, silent=True) for words in ("No.", "Yes."))
    with write_transaction():
        topic, post = db.session.get_one(Topic, first.topic_id), db.session.get_one(Post, yes.id)
        accept_answer(topic, post, actor=cast.viewer("alice"), now=NOON)
    question = told(guest, first)["QAPage"]["mainEntity"]
    assert question["answerCount"] == 2
    assert question["acceptedAnswer"]["text"] == "Yes."
    assert [one["text"] for one in question["suggestedAnswer"]] == ["No."]
    assert question["acceptedAnswer"]["url"].endswith(f"/posts/{yes.id}")
    assert no.id != yes.id


def test_a_question_without_answers_is_a_discussion(cast: SimpleNamespace, guest: FlaskClient) -> None:
    assert "QAPage" not in told(guest, opening(cast.viewer("alice"), kind="question", silent=True))


def test_the_way_to_a_topic_leads_through_its_categories(cast: SimpleNamespace, guest: FlaskClient) -> None:
    oven = shelf("oven", parent_id=shelf("kitchen").id)
    steps = told(guest, opening(cast.viewer("alice"), category=oven, silent=True))["BreadcrumbList"]
    assert [step["name"] for step in steps["itemListElement"]] == ["Kitchen", "Oven", "Into the pot"]


def test_hidden_words_are_told_to_nobody_not_even_to_moderators(
    cast: SimpleNamespace, browser_of: Any
) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    secret = answer(first, cast.viewer("chloe"), "Secret.", silent=True)
    with write_transaction():
        hide_post_text(db.session.get_one(Post, secret.id), reason_key="off-topic", now=NOON)
    assert told(browser_of("bruno"), first)["DiscussionForumPosting"]["comment"] == []


@pytest.mark.parametrize("title", ["</script><b>", "<!--<script>", "\u2028 & ' \" \\"])
def test_any_title_leaves_it_readable(cast: SimpleNamespace, guest: FlaskClient, title: str) -> None:
    data = told(guest, opening(cast.viewer("alice"), title=title, silent=True))["DiscussionForumPosting"]
    assert data["headline"].split() == title.split()


def test_a_page_names_its_one_address(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = opening(cast.viewer("alice"), silent=True)
    text = guest.get(f"/topics/{first.topic_id}/into-the-pot?page=1&utm_source=x").text
    assert f'<link rel="canonical" href="http://127.0.0.1:8000/topics/{first.topic_id}/into-the-pot">' in text
