"""Authors and shelves of imported conversations: found again by their name at the origin, made where they are new."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import NAME_LENGTH, Member
from forum.accounts.names import handle_from, name_key
from forum.accounts.retired_handles import retired_among
from forum.core.database import db
from forum.discussions.models import Category, ImportedThing, Tag
from forum.discussions.slugs import slug_of

HUES = 12


def known_things(kind: str, origin_ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers here of those things of one kind that came in before."""
    found = select(ImportedThing.origin_id, ImportedThing.local_id).where(
        ImportedThing.kind == kind, ImportedThing.origin_id.in_(list(origin_ids))
    )
    return {origin_id: local_id for origin_id, local_id in db.session.execute(found)}


def remember(kind: str, things: Mapping[str, int]) -> None:
    """Write down where things from elsewhere stand now, within the present transaction."""
    db.session.add_all(
        ImportedThing(kind=kind, origin_id=origin_id, local_id=local_id)
        for origin_id, local_id in things.items()
    )


def authors_by_name(joined: Mapping[str, datetime]) -> dict[str, int]:
    """Return the number of each author; those new here become members without address or password.

    `joined` maps each author's name at the origin to the moment of their first post.
    """
    known = known_things("author", joined)
    new = {name: at for name, at in joined.items() if name not in known}
    if not new:
        return known
    members = _new_members(new)
    db.session.add_all(members.values())
    db.session.flush()
    made = {name: member.id for name, member in members.items()}
    remember("author", made)
    return known | made


def _new_members(joined: Mapping[str, datetime]) -> dict[str, Member]:
    names = {origin: origin[:NAME_LENGTH].strip() for origin in joined}
    handles = {origin: handle_from(name) for origin, name in names.items()}
    taken_keys = set(
        db.session.scalars(
            select(Member.name_key).where(Member.name_key.in_({*map(name_key, names.values())}))
        )
    )
    taken_handles = set(
        db.session.scalars(select(Member.handle).where(Member.handle.in_({*handles.values()})))
    ) | retired_among({*handles.values()})
    members: dict[str, Member] = {}
    for origin, name in names.items():
        key, handle = name_key(name) or None, handles[origin]
        if key is None or key in taken_keys or handle in taken_handles:
            mark = secrets.token_hex(3)
            name, handle = f"{name[: NAME_LENGTH - 7]} {mark}", f"{handle}-{mark}"
            key = name_key(name)
        taken_keys.add(key)
        taken_handles.add(handle)
        members[origin] = Member(
            handle=handle,
            name=name,
            name_key=key,
            fs_uniquifier=secrets.token_hex(16),
            created_at=joined[origin],
        )
    return members


def categories_by_name(names: Iterable[str]) -> dict[str, Category]:
    """Return the category for each name at the origin; new ones are open to everyone and stand last."""
    wanted = set(names)
    known = known_things("category", wanted)
    found = {category.id: category for category in db.session.scalars(select(Category))}
    here = {name: found[local_id] for name, local_id in known.items() if local_id in found}
    slugs = {category.slug: category for category in found.values()}
    made: dict[str, Category] = {}
    for name in sorted(wanted - set(here)):
        slug = slug_of(name, otherwise="category")
        if slug not in slugs:
            place = len(slugs)
            slugs[slug] = Category(
                slug=slug, names={"en": name}, position=place, colour=f"hue-{place % HUES}"
            )
            db.session.add(slugs[slug])
        made[name] = slugs[slug]
    db.session.flush()
    remember("category", {name: category.id for name, category in made.items()})
    return here | made


def tags_by_name(names: Iterable[str]) -> dict[str, int]:
    """Return the number of each tag, made where it is new."""
    slugs = {name: slug_of(name, otherwise="tag")[:60] for name in set(names)}
    found = {tag.slug: tag for tag in db.session.scalars(select(Tag).where(Tag.slug.in_({*slugs.values()})))}
    for name, slug in slugs.items():
        if slug not in found:
            found[slug] = Tag(slug=slug, name=name[:60])
            db.session.add(found[slug])
    db.session.flush()
    return {name: found[slug].id for name, slug in slugs.items()}
