"""The demo community keeps the promises of forum/demo/content/FORMAT.md."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

DEMO = Path(__file__).parents[3] / "forum" / "demo"
CONTENT = DEMO / "content"
PICTURES = DEMO / "pictures"
LANGUAGES = {"en", "fr", "de"}
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
QUOTE = re.compile(r"^\[quote post=(\d+)\]\n(.+?)\n\[/quote\]$", re.MULTILINE | re.DOTALL)
MENTION = re.compile(r"(?<![\w@])@([a-z0-9-]+)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(picture:([^)]*)\)")
KILOBYTE = 1000

Table = dict[str, Any]


def read(name: str) -> Table:
    return tomllib.loads((CONTENT / name).read_text("utf-8"))


BRAND = read("brand.toml")
CATEGORIES: list[Table] = read("categories.toml")["categories"]
MEMBERS: dict[str, Table] = {member["handle"]: member for member in read("members.toml")["members"]}
TOPICS: list[Table] = [
    tomllib.loads(path.read_text("utf-8")) | {"path": path}
    for path in sorted(CONTENT.glob("topics/*/*.toml"))
]
topic_by_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic["key"])


def texts(topic: Table) -> Iterator[tuple[int, str, str]]:
    """Number, author and every body (the standing one and the one before) of a topic."""
    for number, post in enumerate(topic["posts"], start=1):
        yield number, post["author"], post["body"]
        if "edited" in post:
            yield number, post["author"], post["edited"]["previous"]


def pictures(topic: Table) -> list[tuple[str, str]]:
    return [found for _, _, body in texts(topic) for found in PICTURE.findall(body)]


def test_the_community_is_as_lively_as_promised() -> None:
    posts = sum(len(topic["posts"]) for topic in TOPICS)
    assert (len(CATEGORIES) >= 12, len(MEMBERS) >= 40, len(TOPICS) >= 60, posts >= 400) == (True,) * 4


def test_every_language_has_its_share_of_the_topics() -> None:
    share = {lang: count / len(TOPICS) for lang, count in Counter(t["lang"] for t in TOPICS).items()}
    assert share == pytest.approx({"en": 0.45, "fr": 0.30, "de": 0.25}, abs=0.03)


def test_every_category_has_life() -> None:
    parents = {category.get("parent") for category in CATEGORIES}
    alive = {topic["category"] for topic in TOPICS} | parents
    assert {category["key"] for category in CATEGORIES} <= alive


def test_a_reader_of_any_language_finds_topics_in_every_public_family_of_categories() -> None:
    family = {category["key"]: category.get("parent", category["key"]) for category in CATEGORIES}
    public = {family[c["key"]] for c in CATEGORIES if c["read"] == "everyone"}
    for language in LANGUAGES:
        assert public <= {family[topic["category"]] for topic in TOPICS if topic["lang"] == language}


def test_categories_are_coloured_nested_once_and_named_in_three_languages() -> None:
    seen: dict[str, Table] = {}
    for category in CATEGORIES:
        assert category["colour"] in {f"hue-{number}" for number in range(12)}
        assert {category["read"], category["post"], category["start"]} <= {"everyone", "members", "team"}
        assert "everyone" not in {category["post"], category["start"]}
        assert category["name"].keys() == category["description"].keys() == LANGUAGES
        if parent := category.get("parent"):
            assert "parent" not in seen[parent]
        seen[category["key"]] = category
    assert len(seen) == len(CATEGORIES)
    assert {category["read"] for category in CATEGORIES} == {"everyone", "members", "team"}


def test_members_have_the_roles_of_a_real_community() -> None:
    roles = Counter(member["role"] for member in MEMBERS.values())
    assert (roles["brand"], roles["moderator"], roles["administrator"]) == (2, 2, 1)
    assert roles.total() == roles["member"] + 5


def test_members_are_complete_and_nobody_comes_twice() -> None:
    everybody = read("members.toml")["members"]
    assert len(MEMBERS) == len(everybody) == len({member["name"] for member in everybody})
    for member in everybody:
        assert KEY.fullmatch(member["handle"])
        assert member["name"].startswith(member["first_name"])
        assert set(member["languages"]) <= LANGUAGES and member["languages"]
        assert isinstance(member["about"], str)
        if avatar := member.get("avatar"):
            assert (PICTURES / "avatars" / f"{avatar}.webp").is_file()


def test_the_brand_speaks_three_languages() -> None:
    spoken = ["community_name", "tagline", "description", "invitation"]
    every = [BRAND[name] for name in spoken] + [product["description"] for product in BRAND["products"]]
    for text in [*every, BRAND["hero"]["alt"]]:
        assert text.keys() == LANGUAGES and all(text.values())
    for name in (BRAND["logo"], BRAND["hero"]["picture"]):
        assert (PICTURES / "files" / f"{name}.webp").is_file()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("page", ["charter", "privacy"])
def test_charter_and_privacy_notice_can_be_read(page: str, language: str) -> None:
    text = (CONTENT / f"{page}.{language}.md").read_text("utf-8")
    assert text.startswith("## ") and len(text.split()) > 250


@topic_by_topic
def test_a_topic_says_what_it_is_and_where_it_belongs(topic: Table) -> None:
    assert topic["path"].stem == topic["key"] and KEY.fullmatch(topic["key"])
    assert topic["path"].parent.name == topic["lang"]
    assert topic["kind"] in {"discussion", "question", "announcement"}
    assert topic["category"] in {category["key"] for category in CATEGORIES}
    assert 0 < len(topic["title"]) <= 120
    assert all(tag == tag.lower() and re.fullmatch(r"\w+(-\w+)*", tag) for tag in topic["tags"])
    assert topic["author"] == topic["posts"][0]["author"]
    assert "closed_note" not in topic or topic["closed"]


@topic_by_topic
def test_only_those_who_may_start_a_topic_do(topic: Table) -> None:
    category = next(category for category in CATEGORIES if category["key"] == topic["category"])
    for_team = "team" in {category["start"], category["read"]} or topic["kind"] == "announcement"
    assert not for_team or MEMBERS[topic["author"]]["role"] != "member"


@topic_by_topic
def test_every_post_is_written_by_a_member_who_had_joined(topic: Table) -> None:
    for post in topic["posts"]:
        age = topic["days_ago"] - post["hours_after"] / 24
        assert 0 < age < MEMBERS[post["author"]]["joined_days_ago"], post["body"][:40]


@topic_by_topic
def test_posts_follow_each_other_in_time(topic: Table) -> None:
    hours = [post["hours_after"] for post in topic["posts"]]
    assert hours[0] == 0 and hours == sorted(hours)
    for post in topic["posts"]:
        for act in (post.get("edited"), post.get("hidden"), post.get("withdrawn")):
            assert act is None or post["hours_after"] <= act["hours_after"] < topic["days_ago"] * 24


@topic_by_topic
def test_replies_and_quotes_lead_to_earlier_posts(topic: Table) -> None:
    bodies = [post["body"] for post in topic["posts"]]
    for number, post in enumerate(topic["posts"], start=1):
        assert 0 < post.get("reply_to", 1) < max(number, 2)
        quotes = QUOTE.findall(post["body"])
        assert post["body"].count("[quote") == post["body"].count("[/quote]") == len(quotes)
        for quoted, words in quotes:
            assert int(quoted) < number and words in bodies[int(quoted) - 1]


@topic_by_topic
def test_mentions_likes_and_acts_name_members(topic: Table) -> None:
    for _, _, body in texts(topic):
        assert set(MENTION.findall(body)) <= MEMBERS.keys()
    for post in topic["posts"]:
        likes = post.get("likes", 0)
        if isinstance(likes, int):
            assert 0 <= likes < len(MEMBERS)
        else:
            assert set(likes) <= MEMBERS.keys() - {post["author"]} and len(set(likes)) == len(likes)
        if hidden := post.get("hidden"):
            assert MEMBERS[hidden["by"]]["role"] in {"moderator", "administrator"}
            assert hidden["reason"] == "off-topic"


@topic_by_topic
def test_only_a_question_has_one_accepted_answer_that_all_can_read(topic: Table) -> None:
    accepted = [number for number, post in enumerate(topic["posts"], start=1) if post.get("accepted")]
    assert len(accepted) <= (1 if topic["kind"] == "question" else 0) and 1 not in accepted
    assert not any({"hidden", "withdrawn"} <= post.keys() for post in topic["posts"])
    assert not any({"hidden", "withdrawn"} & topic["posts"][number - 1].keys() for number in accepted)


def test_everything_a_forum_lives_through_happens_somewhere() -> None:
    posts = [post for topic in TOPICS for post in topic["posts"]]
    answered = [any(p.get("accepted") for p in t["posts"]) for t in TOPICS if t["kind"] == "question"]
    assert True in answered and False in answered
    assert any(len(topic["posts"]) == 1 for topic in TOPICS)
    assert any(topic.get("closed") for topic in TOPICS) and any(topic.get("pinned") for topic in TOPICS)
    for mark in ("hidden", "withdrawn", "edited"):
        assert any(mark in post for post in posts), mark
    for sign in ("||", "[quote", "|---|", "\n- ", "\n1. ", "picture:"):
        assert any(sign in post["body"] for post in posts), sign


def test_nobody_repeats_a_text() -> None:
    bodies = Counter(post["body"] for topic in TOPICS for post in topic["posts"])
    assert [body for body, times in bodies.items() if times > 1] == []


def test_every_picture_is_there_has_a_description_and_hangs_somewhere() -> None:
    hung = [found for topic in TOPICS for found in pictures(topic)]
    assert all(len(alt) > 20 for alt, _ in hung)
    drawn = {path.stem for path in (PICTURES / "files").glob("*.webp")}
    covers = {tomllib.loads(path.read_text("utf-8"))["cover"] for path in CONTENT.glob("recipes/*/*.toml")}
    assert {name for _, name in hung} | covers | {BRAND["logo"], BRAND["hero"]["picture"]} == drawn
    assert len(drawn) >= 24


def test_every_drawn_avatar_belongs_to_one_member() -> None:
    worn = Counter(member["avatar"] for member in MEMBERS.values() if "avatar" in member)
    assert worn == Counter(path.stem for path in (PICTURES / "avatars").glob("*.webp"))


def test_pictures_are_large_on_the_screen_and_small_on_the_disk() -> None:
    files = [*PICTURES.glob("files/*.webp"), *PICTURES.glob("avatars/*.webp")]
    assert sum(path.stat().st_size for path in files) < 2_500 * KILOBYTE
    for path in files:
        assert path.stat().st_size <= 60 * KILOBYTE, path.name
        with Image.open(path) as picture:
            smallest = 512 if path.parent.name == "avatars" or path.stem == BRAND["logo"] else 1200
            assert smallest <= picture.width <= 1600, path.name


@pytest.mark.parametrize(
    "file",
    [
        file
        for file in sorted(CONTENT.rglob("*.[tm]*"))
        if file.parent.name != "en" and file.name != "FORMAT.md"
    ],
    ids=lambda file: file.name,
)
def test_french_signs_do_not_fall_off_their_line(file: Path) -> None:
    """Before ? ! ; : and inside « » stands a space at which no line ends, wherever somebody writes French."""
    loose = re.compile(r"""[^\s|\d=] [?!;:](?=[\s"'*_)]|$)|\d [?!;](?=[\s"'*_)]|$)|« | »""", re.MULTILINE)
    assert loose.findall(file.read_text("utf-8")) == []
