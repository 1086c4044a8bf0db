"""Filling an empty community with the demo, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import exists, insert, select

from forum.accounts.models import Member
from forum.accounts.operations.members import create_member, describe_member
from forum.accounts.passwords import hashed
from forum.badges.jobs import award_everybody
from forum.badges.models import LikeFinding
from forum.badges.shipped import ship_rules
from forum.core import outbox
from forum.core.check import mend_counts
from forum.core.counters import counters
from forum.core.database import db, write_transaction
from forum.core.mail import keeps_mail
from forum.core.markup.context import RenderContext
from forum.core.markup.render import render
from forum.core.notices import FAN_OUT
from forum.core.policy import Audience
from forum.core.settings import get_setting, set_setting
from forum.core.storage import current_storage
from forum.demo import content_files
from forum.demo.campaigns_in import load_campaigns
from forum.demo.cases_in import load_cases
from forum.demo.conversations import load_topics
from forum.demo.desk_in import load_desk
from forum.demo.face_in import plan_publications, show_face
from forum.demo.gate_in import load_gate
from forum.demo.likes_in import load_likes
from forum.demo.models import DemoRecord
from forum.demo.moderation_in import load_moderation
from forum.demo.notices_in import tell_what_happened
from forum.demo.pictures_in import Album
from forum.demo.polls_in import load_polls
from forum.demo.recipes_in import define_kinds, load_recipes
from forum.demo.sign_ins import ROLES, DemoSignIn, new_password, write_sign_ins
from forum.demo.small_pictures_in import give_small_pictures, take_small_pictures_in
from forum.demo.traits_in import answer_questions, ask_demo_members
from forum.desk.models import DeskItem, ReplyTemplate
from forum.discussions.models import Category, Tag, Topic
from forum.moderation.operations.statements import MAIL as STATEMENT_MAIL
from forum.traits.models import Trait
from forum.uploads.models import Upload

AUDIENCES = {"everyone": Audience.EVERYONE, "members": Audience.MEMBERS, "team": Audience.TEAM}
RECORDED = (Member, Category, Topic, Tag, Upload, ReplyTemplate, LikeFinding, DeskItem, Trait)
REMOVED = "demo.removed"
CHARTER_VERSION = 1


def is_wanted() -> bool:
    """Whether the community is empty, and its demo was not taken away on purpose."""
    anybody = db.session.scalar(select(exists().where(Member.id.is_not(None))))
    return not anybody and not get_setting(REMOVED)


def load_demo(data_dir: Path, now: datetime) -> list[DemoSignIn]:
    """Fill the community; answers one sign-in for each role, which are kept in `data_dir` as well.

    Everything is dated backwards from `now`. Those with a sign-in find what they were told; mail is written only where
    it stays in a folder.
    """
    passwords = {handle: new_password() for handle in ROLES.values()}
    hashes = {handle: hashed(password) for handle, password in passwords.items()}
    album = Album.of_demo()
    small_pictures = content_files.read_small_pictures()
    small_taken = take_small_pictures_in(small_pictures, current_storage())
    define_kinds()
    with write_transaction():
        _introduce()
        members = _load_members(content_files.read_members(), hashes, album, now)
        categories = _load_categories()
        load_topics(content_files.read_topics(), members, categories, album, now)
        load_recipes(content_files.read_recipes(), members, categories, album, now)
        ask_demo_members(members[ROLES["brand"]], now)
        answer_questions(members.values(), now)
        load_polls(content_files.read_polls(), members, now)
        load_campaigns(content_files.read_campaigns(), members, categories, album, now)
        brand = content_files.read_brand()
        show_face(brand, album, members[ROLES["brand"]], now)
        plan_publications(brand, members[ROLES["brand"]], categories, now)
        likes = content_files.read_likes()
        newcomers = _load_members(likes["newcomers"], {}, album, now)
        load_likes(likes, members | newcomers, categories, album, now)
        db.session.flush()
        for counter in counters:
            mend_counts(counter)
        load_moderation(content_files.read_moderation(), members, now)
        give_small_pictures(small_pictures, small_taken, members, members[ROLES["brand"]], now)
        load_desk(content_files.read_desk(), members, now)
        load_gate(content_files.read_gate(), members, now)
        cases = content_files.read_cases()
        load_cases(cases, members | _load_members(cases["newcomers"], {}, album, now), now)
        ship_rules(now=now)
        award_everybody(now=now)
        _record_all()
        outbox.recall(STATEMENT_MAIL)
        tell_what_happened(
            [members[handle] for handle in ROLES.values()], outbox.recall(FAN_OUT), now, by_mail=keeps_mail()
        )
    sign_ins = [DemoSignIn(role, address_of(handle), passwords[handle]) for role, handle in ROLES.items()]
    write_sign_ins(data_dir, sign_ins)
    return sign_ins


def address_of(handle: str) -> str:
    """Return the mail address of one of the demo's people, in the domain that is kept free for examples (RFC 2606)."""
    return f"{handle}@example.org"


def _introduce() -> None:
    brand = content_files.read_brand()
    for key, value in {
        "site.name": brand["community_name"]["en"],
        "site.names": brand["community_name"],
        "site.tagline": brand["tagline"],
        "site.description": brand["description"],
        "site.invitation": brand["invitation"],
        "site.charter": content_files.read_pages("charter"),
        "site.privacy": content_files.read_pages("privacy"),
    }.items():
        set_setting(key, value)


def _load_members(
    people: Sequence[Mapping[str, Any]], hashes: Mapping[str, str], album: Album, now: datetime
) -> dict[str, Member]:
    members = {}
    for person in people:
        role = person.get("role", "member")
        member = create_member(
            name=person["name"],
            handle=person["handle"],
            email=address_of(person["handle"]),
            password_hash=hashes.get(person["handle"]),
            now=now - timedelta(days=float(person["joined_days_ago"])),
            language=person["languages"][0],
            charter_version=CHARTER_VERSION,
            roles=[] if role == "member" else [role],
        )
        describe_member(
            member,
            first_name=person["first_name"],
            about_source=person["about"],
            about_html=render(person["about"], context=RenderContext()).html,
            languages=person["languages"],
            now=now,
        )
        if "avatar" in person:
            member.picture_key = album.put_avatar(person["avatar"], member, now)
        members[person["handle"]] = member
    return members


def _load_categories() -> dict[str, Category]:
    categories: dict[str, Category] = {}
    for position, shelf in enumerate(content_files.read_categories()):
        parent = categories.get(shelf.get("parent", ""))
        category = Category(
            parent_id=parent.id if parent else None,
            position=position,
            slug=shelf["key"],
            names=shelf["name"],
            descriptions=shelf["description"],
            colour=shelf["colour"],
            read_level=AUDIENCES[shelf["read"]],
            reply_level=AUDIENCES[shelf["post"]],
            start_level=AUDIENCES[shelf["start"]],
        )
        db.session.add(category)
        db.session.flush()
        categories[shelf["key"]] = category
    return categories


def _record_all() -> None:
    """The community was empty, so every row that stands now is the demo's."""
    rows = [{"table_name": name, "row_id": row_id} for name, row_id in _all_rows(RECORDED)]
    db.session.execute(insert(DemoRecord), rows)


def _all_rows(models: Sequence[Any]) -> Iterator[tuple[str, int]]:
    for model in models:
        for row_id in db.session.scalars(select(model.id)):
            yield model.__tablename__, row_id
