"""Where polls stand: below the post that opens their topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask import Flask
from markupsafe import Markup

from forum.core.fragments import hole
from forum.core.policy import Viewer
from forum.core.slots import Slot, fill
from forum.discussions.queries.topic_facts import topic_facts
from forum.polls.panel import Panel, panel_of
from forum.polls.policy import is_brand, may_manage, why_not_by_hand
from forum.polls.queries import Sheets, sheets_of_topic
from forum.polls.standing import Standing, standing_of
from forum.polls.words import State

PLACE = "topic.poll"


def _mark_place(viewer: Viewer, topic_ids: Sequence[int]) -> Mapping[int, Markup]:
    """Leave a hole in the kept page of a topic that has a poll: what stands there is each viewer's own."""
    return {id: hole(PLACE, id) for id in topic_ids if sheets_of_topic(id)}


def _load_panels(viewer: Viewer, topic_ids: Sequence[int]) -> Mapping[int, Sequence[Panel]]:
    """Return what `viewer` sees of the polls of topics whose first post they read.

    A guest, who has no ballot, needs no statement: the page leaves the hole only where guests read the first post.
    """
    found = {id: list(_panels(viewer, sheets_of_topic(id))) for id in topic_ids}
    return {id: panels for id, panels in found.items() if panels}


def _panels(viewer: Viewer, sheets: Sheets) -> Iterator[Panel]:
    for sheet in sheets:
        if sheet.state == State.DRAFT and not may_manage(viewer, sheet):
            continue
        standing = Standing(True, live=sheet.live) if viewer.id is None else standing_of(viewer, sheet)
        if standing.readable:
            yield panel_of(viewer, sheet, standing)


def _load_ways(viewer: Viewer, topic_ids: Sequence[int]) -> Mapping[int, str]:
    """Return where those may begin a poll who may put one into a topic that has none."""
    if viewer.id is None:
        return {}
    facts = topic_facts(topic_ids).values()
    theirs = (fact for fact in facts if fact.author_id == viewer.id or is_brand(viewer))
    return {
        fact.id: f"/topics/{fact.id}/poll/new"
        for fact in theirs
        if fact.closed_at is None
        and fact.merged_into_id is None
        and not why_not_by_hand(fact.kind)
        and not sheets_of_topic(fact.id)
    }


def init_app(app: Flask) -> None:
    """Fill the places."""
    fill(app, Slot("topic.opening", "polls", "polls/_in_topic.html", _mark_place, personal=False))
    fill(app, Slot("topic.actions", "polls", "polls/_way.html", _load_ways, order=90, plain=True))
    fill(app, Slot(PLACE, "polls", "polls/_slot.html", _load_panels))
