"""A community in which something that is not for everybody stands in every corner."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace

from flask import Flask

from forum.accounts.models import Member, Purpose
from forum.accounts.operations.invitations import create_invitation
from forum.accounts.operations.leaving import begin_export
from forum.accounts.operations.members import describe_member
from forum.accounts.operations.proofs import issue_proof, link_token
from forum.accounts.operations.sign_ins import Origin, begin_sign_in
from forum.accounts.operations.sign_ups import Joining, begin_sign_up
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.gates import PASSED, Outcome, Submission, Verdict, add_gate, gates
from forum.core.policy import Audience, Viewer
from forum.core.settings import set_setting
from forum.discussions.models import Category, FollowTarget, Post, Topic
from forum.discussions.operations.drafts import save_draft
from forum.discussions.operations.editing import edit_post
from forum.discussions.operations.followings import follow
from forum.discussions.operations.tags import set_tags
from forum.discussions.quoting import quote_of
from forum.notifications.stopped import address_token
from forum.notifications.unsubscribing import unsubscribe_token
from forum.reactions.operations import bookmark_post, like_post
from tests.cast import Person
from tests.conversations import answer, opening, shelf
from tests.integration.visibility.canaries import sentence, word
from tests.integration.visibility.pictures import bring_picture

FINN = Person("finn", f"Finn {word('name').title()}", "Finn")
"""Somebody who leaves."""
GATE = "visibility"


@dataclass
class Garden:
    """What was planted, and by whom."""

    app: Flask
    cast: SimpleNamespace
    now: datetime = field(default_factory=lambda: clock.now() - timedelta(hours=10))
    posts: dict[str, Post] = field(default_factory=dict)
    shelves: dict[str, Category] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    erasure_id: int = 0

    def viewer(self, handle: str) -> Viewer:
        """Return one of the cast as an actor."""
        viewer: Viewer = self.cast.viewer(handle)
        return viewer

    def open(
        self, name: str, author: str, *, shelf: str = "kitchen", title: str = "", body: str = ""
    ) -> Post:
        """Plant a topic whose first post is known as `name`."""
        self.now += timedelta(minutes=3)
        self.posts[name] = opening(
            self.viewer(author),
            body or sentence(name),
            category=self.shelves[shelf],
            title=title or f"Into the pot, {len(self.posts)}",
            now=self.now,
        )
        return self.posts[name]

    def answer(self, name: str, to: str, author: str, body: str = "") -> Post:
        """Plant a reply known as `name` to the post known as `to`."""
        self.now += timedelta(minutes=3)
        self.posts[name] = answer(self.posts[to], self.viewer(author), body or sentence(name), now=self.now)
        return self.posts[name]

    def edit(self, name: str, editor: str, body: str, title: str | None = None) -> None:
        """Let the post known as `name` say something else."""
        with write_transaction():
            post = self.again(name)
            edit_post(
                post,
                source=body,
                editor=self.viewer(editor),
                now=self.now,
                based_on_revision=post.revision_count,
                title=title,
            )

    def quotes(self, *names: str) -> str:
        """Return the Markdown that quotes the posts known as `names`, as the editor offers it."""
        return "I think so too:\n\n".join(["", *(quote_of(self.again(name)) for name in names)]) + "Do you?"

    def again(self, name: str) -> Post:
        """Fetch the post known as `name` within the present transaction."""
        return db.session.get_one(Post, self.posts[name].id, populate_existing=True)


def plant(garden: Garden) -> None:
    """Publish what everybody may still read, with what others do to it."""
    _hold_what_is_held(garden.app)
    _plant_shelves(garden)
    _plant_talk(garden)
    _plant_back_rooms(garden)
    _plant_references(garden)
    _plant_readers(garden)
    _plant_people(garden)


def _hold_what_is_held(app: Flask) -> None:
    """Have a gate hold whatever speaks of being held."""

    def hold(submission: Submission) -> Verdict:
        is_held = word("held") in f"{submission.source} {submission.title}"
        return Verdict(Outcome.HOLD, "", GATE) if is_held else PASSED

    if gates.get(GATE) is None:
        add_gate(app, GATE, hold)


def _plant_shelves(garden: Garden) -> None:
    garden.shelves["kitchen"] = shelf("kitchen")
    for name, level in (
        ("pantry", Audience.MEMBERS),
        ("backroom", Audience.TEAM),
        ("vault", Audience.ADMINISTRATORS),
    ):
        planted = shelf(
            word(f"{name}slug"), read_level=level, reply_level=level, start_level=max(level, Audience.MEMBERS)
        )
        with write_transaction():
            planted = db.session.get_one(Category, planted.id)
            planted.names = {"en": word(f"{name}shelf")}
            planted.descriptions = {"en": word(f"{name}description")}
        garden.shelves[name] = planted
    with write_transaction():
        set_setting("site.charter", {"en": "Be kind."})
        set_setting("site.privacy", {"en": "We keep little."})


def _plant_talk(garden: Garden) -> None:
    """Plant talk in the open kitchen, some of which will be hidden, taken back, blacked out or moved away."""
    garden.open("public", "chloe", title=f"For all: {word('publictitle')}")
    garden.answer("hiddenpast", "public", "alice")
    garden.edit(
        "hiddenpast", "alice", f"{sentence('hidden')}\n\n{bring_picture(garden, 'hiddenalt', 'alice')}"
    )
    garden.posts["hidden"] = garden.again("hiddenpast")
    garden.answer("late", "public", "alice")
    garden.answer("withdrawn", "public", "alice")
    garden.answer("purged", "public", "alice")
    garden.answer("blacked", "public", "alice", f"Call {word('blacked')} any time.")
    garden.edit("blacked", "alice", f"Do call {word('blacked')} any time.")
    garden.answer(
        "shown", "public", "chloe", f"{sentence('shown')}\n\n{bring_picture(garden, 'shownalt', 'chloe')}"
    )
    garden.answer("held", "public", "alice")
    garden.open("heldfirst", "alice", title=f"Waits: {word('held')} {word('heldtitle')}")
    garden.open("hiddenfirst", "alice", title=word("hiddenoldtitle"))
    garden.edit("hiddenfirst", "alice", sentence("hiddenfirst"), title=f"Once upon {word('hiddentitle')}")
    garden.answer("underhidden", "hiddenfirst", "chloe")
    garden.open("withdrawnfirst", "alice", title=word("withdrawntitle"))
    garden.open(
        "blackedfirst", "alice", title=f"Ring {word('blacked')}", body=f"Ring {word('blacked')} at noon."
    )
    garden.open("moved", "alice", title=word("movedtitle"))
    garden.answer("undermoved", "moved", "chloe")
    garden.open("merged", "alice", title=word("mergedtitle"))


def _plant_back_rooms(garden: Garden) -> None:
    for name, author in (("pantry", "chloe"), ("backroom", "dana"), ("vault", "emil")):
        garden.open(f"{name}post", author, shelf=name, title=word(f"{name}title"))
    tags = {
        "publictag": "public",
        "hiddentag": "hiddenfirst",
        "pantrytag": "pantrypost",
        "backroomtag": "backroompost",
        "vaulttag": "vaultpost",
    }
    for tag, name in tags.items():
        with write_transaction():
            topic = db.session.get_one(Topic, garden.posts[name].topic_id)
            set_tags(topic, [word(tag)], actor=garden.viewer("emil"), now=garden.now)


def _plant_references(garden: Garden) -> None:
    """Plant quotes, link cards and revisions through which words could come back to where all read them."""
    quoted = ("hidden", "withdrawn", "purged", "blacked", "moved", "hiddenfirst", "pantrypost")
    garden.answer("quotes", "public", "chloe", garden.quotes(*quoted))
    garden.answer("quoted once", "public", "chloe", garden.quotes("hidden"))
    garden.edit("quoted once", "chloe", "I take that back.")
    garden.answer("quote from the back room", "public", "dana", garden.quotes("backroompost"))
    linked = ("hiddenfirst", "withdrawnfirst", "moved", "merged", "backroompost", "pantrypost", "heldfirst")
    topics = [f"{garden.app.config['PUBLIC_URL']}/topics/{garden.posts[name].topic_id}" for name in linked]
    garden.answer("cards", "public", "dana", "\n\n".join(["Look:", *topics, "Good, is it not?"]))


def _plant_readers(garden: Garden) -> None:
    """Plant what belongs to single readers: bookmarks, likes, followings, drafts."""
    chloe = garden.viewer("chloe")
    for name in ("hidden", "hiddenfirst", "withdrawn", "moved", "late", "purged"):
        with write_transaction():
            like_post(garden.again(name), actor=chloe, now=garden.now)
            bookmark_post(garden.again(name), actor=chloe, now=garden.now)
            follow(chloe, FollowTarget.TOPIC, garden.posts[name].topic_id, now=garden.now)
    for handle in ("chloe", "dana"):
        for shelf_name in ("pantry", "backroom"):
            with write_transaction():
                follow(
                    garden.viewer(handle),
                    FollowTarget.CATEGORY,
                    garden.shelves[shelf_name].id,
                    now=garden.now,
                )
    drafts = {
        ("dana", "topic:new"): {"title": word("drafttitle"), "body": sentence("draft")},
        ("dana", f"reply:{garden.posts['public'].topic_id}"): {"body": sentence("draftedreply")},
        ("chloe", f"reply:{garden.posts['public'].topic_id}"): {"body": garden.quotes("hidden", "blacked")},
        ("chloe", "topic:new"): {"title": "Mine", "body": garden.quotes("moved", "purged")},
    }
    for (handle, place), fields in drafts.items():
        with write_transaction():
            save_draft(garden.viewer(handle), place, fields, based_on_version=0, now=garden.now)


def _plant_people(garden: Garden) -> None:
    """Plant what is known about members, and the addresses that only one of them was sent."""
    alice, now = garden.cast.alice, clock.now()
    garden.pictures["private"] = bring_picture(garden, "privatealt", "alice")
    with write_transaction():
        finn = db.session.get_one(Member, garden.cast.finn.id)
        about = {"about_source": sentence("finnabout"), "about_html": f"<p>{sentence('finnabout')}</p>"}
        describe_member(finn, first_name=word("finnfirst"), languages=[], now=garden.now, **about)
        chloe = db.session.get_one(Member, garden.cast.chloe.id)
        own = {"about_source": sentence("about"), "about_html": f"<p>{sentence('about')}</p>"}
        describe_member(chloe, first_name=word("first"), languages=["en"], now=garden.now, **own)
        begin_sign_in(chloe, method="password", origin=Origin("192.0.2.1", word("device")), now=now)
    garden.answer("from finn", "public", "finn", "I was here.")
    with write_transaction():
        joining = Joining("zqjoining@example.org", "Gus Garlic", "", "en", 1)
        proofs = {
            "confirm": begin_sign_up(joining, now=now).proof,
            "reset": issue_proof(Purpose.RESET, now=now, member_id=alice.id, sent_to=alice.email).proof,
            "setup": issue_proof(Purpose.SETUP, now=now).proof,
            "email": issue_proof(
                Purpose.CHANGE_EMAIL, now=now, member_id=alice.id, sent_to="zqnext@example.org"
            ).proof,
        }
        garden.tokens |= {use: link_token(proof) for use, proof in proofs.items()}
        note = word("invitationnote")
        garden.tokens["invitation"] = create_invitation(note=note, actor=garden.viewer("dana"), now=now)
    garden.tokens["unsubscribe"] = unsubscribe_token(alice.id, "reply")
    garden.tokens["arrives"] = address_token(alice.id, alice.email or "")


def export_everybody(garden: Garden) -> None:
    """Have everything gathered that is kept about each of the cast."""
    for handle in ("alice", "bruno", "chloe", "dana", "emil"):
        with write_transaction():
            begin_export(db.session.get_one(Member, getattr(garden.cast, handle).id))
