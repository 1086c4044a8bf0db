"""What moderators, authors and leavers do to what was planted; and who may read the planted words from then on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from forum.accounts.models import Member
from forum.accounts.operations.leaving import begin_erasure
from forum.core.database import db, write_transaction
from forum.discussions.models import Category, Topic
from forum.discussions.operations.purging import purge_post
from forum.discussions.operations.splitting import merge_topics
from forum.discussions.operations.topic_care import move_topic
from forum.discussions.operations.withdrawals import withdraw_post
from forum.moderation.operations import black_out, hide_post, report_post, unhide_post
from tests.integration.visibility.campaigns import campaign_canaries
from tests.integration.visibility.canaries import (
    JUDGES,
    MEMBERS,
    NOBODY,
    PEOPLE,
    TEAM,
    Canary,
    canary,
    sentence,
    word,
)
from tests.integration.visibility.desk import desk_canaries
from tests.integration.visibility.gatekeeping import gatekeeping_canaries, keep_gate
from tests.integration.visibility.moderation import judge, moderation_canaries
from tests.integration.visibility.planting import FINN, Garden
from tests.integration.visibility.publications import publication_canaries
from tests.integration.visibility.recipes import recipe_canaries

BEHIND_LINKS = {
    "zqjoining@example.org": "accounts.confirm_by_link",
    "zqnext@example.org": "accounts.confirm_email_by_link",
}
"""Who holds the link from a mail is told for which address it is."""
AUTHOR_AND_JUDGES = JUDGES | {"alice"}


def conceal(garden: Garden) -> None:
    """Hide, take back, purge, black out, move away and leave."""
    bruno, chloe = garden.viewer("bruno"), garden.viewer("chloe")
    garden.answer("unsent", "public", "alice", f"{sentence('unsent')} Look, @chloe!")
    garden.answer("sent", "public", "dana", f"{sentence('sent')} Look, @chloe!")
    with write_transaction():
        report_post(
            garden.again("hidden"), reason="spam", note=word("reportnote"), actor=chloe, now=garden.now
        )
        report_post(garden.again("shown"), reason="spam", note=word("opennote"), actor=chloe, now=garden.now)
    for name in ("hidden", "hiddenfirst", "late", "unsent", "cards"):
        with write_transaction():
            note = word("hidingnote")
            hide_post(garden.again(name), reason="off-topic", note=note, actor=bruno, now=garden.now)
    with write_transaction():
        unhide_post(garden.again("cards"), because=word("because"), actor=bruno, now=garden.now)
    for name in ("withdrawn", "withdrawnfirst", "purged"):
        with write_transaction():
            withdraw_post(garden.again(name), actor=garden.viewer("alice"), now=garden.now)
    with write_transaction():
        purge_post(garden.again("purged"), now=garden.now + timedelta(days=31))
    with write_transaction():
        garden.again("purged").text = sentence("leftover")  # as another backup might bring it back
    for name in ("blacked", "blackedfirst"):
        with write_transaction():
            black_out(garden.again(name), word("blacked"), actor=bruno, now=garden.now)
    judge(garden)
    keep_gate(garden)
    _move_away(garden)
    with write_transaction():
        finn = db.session.get_one(Member, garden.cast.finn.id)
        garden.erasure_id = begin_erasure(finn, empty_posts=False, now=garden.now).id


def _move_away(garden: Garden) -> None:
    bruno = garden.viewer("bruno")
    with write_transaction():
        topic = db.session.get_one(Topic, garden.posts["moved"].topic_id)
        backroom = db.session.get_one(Category, garden.shelves["backroom"].id)
        move_topic(topic, category=backroom, actor=bruno, now=garden.now)
    with write_transaction():
        topic = db.session.get_one(Topic, garden.posts["merged"].topic_id)
        target = db.session.get_one(Topic, garden.posts["backroompost"].topic_id)
        merge_topics(topic, target, actor=bruno, now=garden.now)


def canaries() -> list[Canary]:
    """Return every planted word with those whom it may reach."""
    return [
        *_in_the_kitchen(),
        *_in_back_rooms(),
        *_in_polls(),
        *recipe_canaries(),
        *campaign_canaries(),
        *publication_canaries(),
        *moderation_canaries(),
        *desk_canaries(),
        *gatekeeping_canaries(),
        *_about_people(),
    ]


def _in_the_kitchen() -> Iterator[Canary]:
    for name in ("public", "publictitle", "publictag", "shown", "shownalt", "underhidden", "sent"):
        yield canary(name, PEOPLE)
    for name in ("hidden", "hiddenpast", "hiddenalt", "late", "unsent", "held", "heldtitle"):
        yield canary(name, AUTHOR_AND_JUDGES)
    for name in ("hiddenfirst", "hiddentitle", "hiddenoldtitle", "hiddentag", "heldfirst"):
        yield canary(name, AUTHOR_AND_JUDGES)
    for name in ("withdrawn", "withdrawnfirst"):
        yield canary(name, JUDGES, kept_by="alice")
    yield canary("withdrawntitle", AUTHOR_AND_JUDGES)
    for name in ("purged", "leftover", "blacked"):
        yield canary(name, NOBODY)
    for name in ("moved", "movedtitle", "merged"):
        yield canary(name, TEAM, kept_by="alice")
    yield canary("mergedtitle", TEAM, kept_by="alice", is_shown=False)
    yield canary("undermoved", TEAM, kept_by="chloe")
    for name in ("reportnote", "opennote"):
        yield canary(name, JUDGES | {"chloe"})
    yield canary("hidingnote", JUDGES)
    yield canary("findingnote", JUDGES)
    yield canary("because", JUDGES, is_shown=False)


def _in_back_rooms() -> Iterator[Canary]:
    for name, readers in (("pantry", MEMBERS), ("backroom", TEAM), ("vault", frozenset({"emil"}))):
        for thing in ("slug", "shelf", "description", "title", "tag", "post"):
            yield canary(f"{name}{thing}", readers)


def _in_polls() -> Iterator[Canary]:
    readers = {
        "public": PEOPLE,
        "pollbrand": PEOPLE,
        "polldu": PEOPLE,
        "hiddenfirst": AUTHOR_AND_JUDGES,
        "withdrawnfirst": JUDGES,
        "moved": TEAM,
        "backroompost": TEAM,
        "pantrypost": MEMBERS,
        "polldraft": TEAM | {"chloe"},
    }
    for name, who in readers.items():
        yield canary(f"{name}question", who)
        yield canary(f"{name}option", who)
        yield canary(f"{name}about", who, is_shown=False)


def _about_people() -> Iterator[Canary]:
    yield canary("about", PEOPLE)
    yield canary("first", TEAM | {"chloe"})
    yield canary("device", frozenset({"chloe"}))
    for name in ("draft", "drafttitle", "draftedreply"):
        yield canary(name, frozenset({"dana"}))
    for name in ("name", "finnabout", "finnfirst"):
        yield canary(name, NOBODY, kept_by=FINN.handle)
    yield canary("privatealt", AUTHOR_AND_JUDGES)
    yield canary("invitationnote", frozenset({"dana", "emil"}), is_shown=False)
    for handle in MEMBERS:
        behind = "notifications.arrives" if handle == "alice" else ""
        yield Canary(f"{handle}@example.org", frozenset({handle}), behind=behind)
    yield Canary(f"{FINN.handle}@example.org", NOBODY)
    for address, endpoint in BEHIND_LINKS.items():
        yield Canary(address, NOBODY, behind=endpoint)
