"""What pages tell search engines and whoever shares their links: complete, and on every public page."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from forum.badges.shipped import ship_rules
from forum.campaigns.settings import note_that_there_are_campaigns
from forum.core.database import db, write_transaction
from forum.core.settings import set_setting
from forum.discussions.models import Category, Post, Topic
from forum.discussions.operations.answers import accept_answer
from forum.discussions.operations.topics import first_post_of, start_topic
from tests.campaigns import a_campaign
from tests.conversations import NOON, answer, opening, shelf
from tests.creations import recipe
from tests.houses import SQLITE

SITE = "http://127.0.0.1:8000"
JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
REQUIRED = {
    "DiscussionForumPosting": ("headline", "url", "author", "datePublished", "text"),
    "QAPage": ("mainEntity",),
    "Question": ("name", "text", "answerCount", "author", "datePublished"),
    "Answer": ("text", "url", "author", "datePublished", "upvoteCount"),
    "Comment": ("text", "author", "datePublished"),
    "Recipe": ("name", "image", "recipeIngredient", "recipeInstructions", "author", "datePublished"),
    "ProfilePage": ("mainEntity", "dateCreated"),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
    "Person": ("name",),
    "WebSite": ("name", "url", "inLanguage", "publisher", "potentialAction"),
    "Organization": ("name", "url", "logo"),
}
"""What search engines ask of each type: https://developers.google.com/search/docs/appearance/structured-data."""
WAYS = {
    "/categories": ["Categories"],
    "/categories/kitchen": ["Categories", "Kitchen"],
    "/tags": ["Tags"],
    "/tags/cutlery": ["Tags", "cutlery"],
    "/members": ["Members"],
    "/members/alice": ["Members", "Alice Almond"],
    "/recipes": ["Recipes"],
    "/campaigns": ["Campaigns"],
    "/polls": ["Polls"],
    "/badges": ["Badges"],
}
ONCE = ("og:type", "og:url", "og:title", "og:description", "og:image", "og:locale", "og:site_name")

pytestmark = [pytest.mark.usefixtures("cast"), pytest.mark.parametrize("house", [SQLITE], indirect=True)]


def check(told: Any) -> set[str]:
    """Assert that every described thing within `told` is complete; return the types there are."""
    if isinstance(told, list):
        return {kind for each in told for kind in check(each)}
    if not isinstance(told, dict):
        return set()
    kind = told.get("@type", "")
    for name in REQUIRED.get(kind, ()):
        assert told.get(name) not in (None, "", []), (kind, name)
    for name in ("datePublished", "dateCreated"):
        assert name not in told or datetime.fromisoformat(told[name]).tzinfo, (kind, name)
    for name in ("url", "item", "logo"):
        assert str(told.get(name, SITE)).startswith(SITE), (kind, name)
    return {kind} | {each for value in told.values() for each in check(value)}


def told_by(guest: FlaskClient, path: str) -> list[Any]:
    answered = guest.get(path, follow_redirects=True)
    assert answered.status_code == 200, path
    return [json.loads(block) for block in JSON_LD.findall(answered.text)]


def laid(cast: SimpleNamespace) -> Post:
    """A topic with a tag, on a shelf; badges, and a campaign somewhere."""
    place = shelf("kitchen")
    with write_transaction():
        note_that_there_are_campaigns()
        ship_rules(now=NOON)
        set_setting("site.description", {"en": "Soups and spoons."})
        topic = start_topic(
            category=db.session.get_one(Category, place.id), kind="discussion", title="Spoons",
            source="Bring a spoon.", author=cast.viewer("alice"), now=NOON, tags=["cutlery"],
        )  # fmt: skip
        return first_post_of(topic)


def test_all_that_is_described_is_complete(cast: SimpleNamespace, guest: FlaskClient) -> None:
    talk = opening(cast.viewer("alice"), "Salt?", title='</script><b>"Salt"')
    answer(talk, cast.viewer("chloe"))
    question = opening(
        cast.viewer("alice"), "Why?", kind="question", title="Why?", now=NOON + timedelta(hours=1)
    )
    said = answer(question, cast.viewer("chloe"), "Because.")
    with write_transaction():
        topic, post = db.session.get_one(Topic, question.topic_id), db.session.get_one(Post, said.id)
        accept_answer(topic, post, actor=cast.viewer("alice"), now=NOON)
    waffles = recipe(cast.viewer("alice"))
    topics = [f"/topics/{post.topic_id}" for post in (talk, question, waffles)]
    found = check([told_by(guest, path) for path in [*topics, "/members/alice", "/"]])
    assert found >= {
        "DiscussionForumPosting", "QAPage", "Recipe", "ProfilePage", "BreadcrumbList", "Answer", "WebSite",
    }  # fmt: skip


def test_a_recipe_without_a_photograph_shows_its_card(cast: SimpleNamespace, guest: FlaskClient) -> None:
    waffles = recipe(cast.viewer("alice"))
    (told,) = [each for each in told_by(guest, f"/topics/{waffles.topic_id}") if each["@type"] == "Recipe"]
    (image,) = told["image"]
    assert guest.get(image.removeprefix(SITE)).mimetype == "image/png"


def test_every_page_says_the_way_to_it(cast: SimpleNamespace, guest: FlaskClient) -> None:
    laid(cast)
    for path, names in WAYS.items():
        ways = [each for each in told_by(guest, path) if each["@type"] == "BreadcrumbList"]
        assert [[step["name"] for step in way["itemListElement"]] for way in ways] == [names], path
        check(ways)
        for step in ways[0]["itemListElement"]:
            assert guest.get(step["item"].removeprefix(SITE)).status_code == 200, step
        assert ways[0]["itemListElement"][-1]["item"] == SITE + path


def test_every_public_page_is_ready_to_be_shared(cast: SimpleNamespace, guest: FlaskClient) -> None:
    first = laid(cast)
    asked = f"/campaigns/{a_campaign(cast.viewer('dana'))}"
    assert f"{SITE}{asked.replace('campaigns', 'topics')}/card.png" in guest.get(asked).text
    assert ["Campaigns", "The winter flavour"] in [
        [step["name"] for step in each.get("itemListElement", ())] for each in told_by(guest, asked)
    ]
    for path in (*WAYS, asked, "/", "/latest", "/top", "/unanswered", f"/topics/{first.topic_id}/spoons"):
        page = guest.get(path).text
        said = dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', page))
        for name in ONCE:
            assert page.count(f'property="{name}"') == 1 and said[name].strip(), (path, name)
        assert page.count('<meta name="description" content="') == 1, path
        assert re.findall(r'rel="canonical" href="([^"]+)"', page) == [SITE + path] == [said["og:url"]]
        assert guest.get(said["og:image"].removeprefix(SITE)).mimetype in ("image/png", "image/webp")
    assert said["og:description"] == "Bring a spoon." and said["og:type"] == "article"


def test_only_whole_pages_name_their_other_languages(cast: SimpleNamespace, guest: FlaskClient) -> None:
    laid(cast)
    assert f'hreflang="de" href="{SITE}/categories/kitchen?hl=de"' in guest.get("/categories/kitchen").text
    assert 'rel="alternate" hreflang' not in guest.get("/recipes?page=2").text
    assert '<meta property="og:locale" content="de_DE">' in guest.get("/categories/kitchen?hl=de").text


def test_robots_stay_out_of_what_is_private(guest: FlaskClient) -> None:
    told = guest.get("/robots.txt").text
    for path in ("/admin", "/desk", "/editorial", "/drafts", "/settings", "/search"):
        assert f"Disallow: {path}\n" in told
    with write_transaction():
        set_setting("site.members_only", True)
    assert guest.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
