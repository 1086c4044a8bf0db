"""The one snapshot of a sealed poll: counts by bands of members, by marks, over time. Everything else is arithmetic.

It holds no ballot and no member. Reading streams over groups of equal ballots, so that memory follows their kinds and
not their number.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from forum.accounts.models import Member
from forum.core.database import db
from forum.core.member_attributes import attributes_on_ballots
from forum.core.upsert import insert_missing
from forum.discussions.models import ReadPosition
from forum.polls.choices import Answer, marked
from forum.polls.models import Ballot, BallotLedger, Poll, PollVoter
from forum.polls.operations.opening import rules_of_roll
from forum.polls.readout.answers import TABLED, columns_in, names_an_option
from forum.polls.readout.marks import Firsts, count_marks
from forum.polls.readout.models import PollSnapshot
from forum.polls.sheet import Question, Sheet
from forum.polls.words import Act

Snapshot = dict[str, Any]
AT_ONCE = 2_000
HOUR = 3600


def take_snapshot(sheet: Sheet, *, now: datetime) -> None:
    """Keep the snapshot of a sealed poll; one that was taken already stays."""
    if db.session.get(PollSnapshot, sheet.id) is None:
        keep_snapshot(sheet.id, snapshot_now(sheet, now), now=now)


def keep_snapshot(poll_id: int, snapshot: Snapshot, *, now: datetime) -> None:
    """Write down a snapshot, unless one stands already."""
    insert_missing(PollSnapshot, [{"poll_id": poll_id, "snapshot": snapshot, "taken_at": now}])


def snapshot_now(sheet: Sheet, now: datetime, firsts: Firsts | None = None) -> Snapshot:
    """Return the snapshot of a sealed poll as it is now; writes nothing, so that a large one holds nobody up.

    `firsts` is what was counted of its duel before, see `count_marks`.
    """
    attributes = [attribute.key for attribute in attributes_on_ballots()]
    return {
        "saw": _saw(sheet),
        "joiners": _joiners(sheet),
        "course": _course(sheet),
        "attributes": attributes,
        "roll": _roll(sheet, now),
        "cells": _cells(sheet, attributes),
        "marks": count_marks(sheet, firsts),
    }


def _saw(sheet: Sheet) -> int:
    """Return how many members have opened the topic, or voted without opening it."""
    opened = select(func.count()).select_from(ReadPosition).where(ReadPosition.topic_id == sheet.topic_id)
    elsewhere = (
        select(func.count())
        .select_from(PollVoter)
        .where(
            PollVoter.poll_id == sheet.id,
            ~select(ReadPosition.member_id)
            .where(ReadPosition.topic_id == sheet.topic_id, ReadPosition.member_id == PollVoter.member_id)
            .exists(),
        )
    )
    return (db.session.scalar(opened) or 0) + (db.session.scalar(elsewhere) or 0)


def _joiners(sheet: Sheet) -> int:
    found = select(func.count()).select_from(Ballot)
    return db.session.scalar(found.where(Ballot.poll_id == sheet.id, Ballot.is_joiner.is_(True))) or 0


def _course(sheet: Sheet) -> list[list[int]]:
    """Return, hour by hour, how many ballots stood: the hour (counted from 1970) and the number at its end."""
    steps: Counter[int] = Counter()
    rows = db.session.execute(
        select(BallotLedger.act, BallotLedger.at, func.count())
        .where(BallotLedger.poll_id == sheet.id, BallotLedger.act != Act.CHANGED)
        .group_by(BallotLedger.act, BallotLedger.at)
        .execution_options(yield_per=AT_ONCE)
    )
    for act, at, count in rows:
        steps[int(at.timestamp()) // HOUR] += count if act == Act.CAST else -count
    course, standing = [], 0
    for hour in sorted(steps):
        standing += steps[hour]
        course.append([hour, standing])
    return course


def _roll(sheet: Sheet, now: datetime) -> dict[str, dict[str, int]]:
    """Return how those who may vote divide, by attribute and band."""
    poll = db.session.get_one(Poll, sheet.id)
    roll: dict[str, dict[str, int]] = {}
    for attribute in attributes_on_ballots():
        counted = (
            select(attribute.band_of(Member.id, now).label("band"), func.count())
            .select_from(Member)
            .where(*rules_of_roll(poll, now))
            .group_by("band")
        )
        roll[attribute.key] = {band: count for band, count in db.session.execute(counted)}
    return roll


def _cells(sheet: Sheet, attributes: list[str]) -> list[list[dict[str, Any]]]:
    """Return for each question the voters of each combination of bands, how many named an option, and which."""
    voters: list[Counter[tuple[str, ...]]] = [Counter() for _ in sheet.questions]
    named: list[Counter[tuple[str, ...]]] = [Counter() for _ in sheet.questions]
    counts: list[defaultdict[tuple[str, ...], Counter[str]]] = [defaultdict(Counter) for _ in sheet.questions]
    told: dict[str, tuple[str, ...]] = {}
    rows = db.session.execute(
        select(Ballot.choices, Ballot.bands, func.count())
        .where(Ballot.poll_id == sheet.id)
        .group_by(Ballot.choices, Ballot.bands)
        .execution_options(yield_per=AT_ONCE)
    )
    for choices, bands, count in rows:
        cell = told.get(bands)
        if cell is None:
            known = json.loads(bands)
            cell = told[bands] = tuple(known.get(key, "") for key in attributes)
        for place, (question, answer) in enumerate(_answers(sheet, choices)):
            if question.kind in TABLED:
                voters[place][cell] += count
                named[place][cell] += count if names_an_option(answer) else 0
                for column in columns_in(question, answer):
                    counts[place][cell][column] += count
    return [
        [
            {
                "bands": list(cell),
                "n": of_one[cell],
                "named": named[place][cell],
                "counts": dict(counts[place][cell]),
            }
            for cell in sorted(of_one)
        ]
        for place, of_one in enumerate(voters)
    ]


def _answers(sheet: Sheet, choices: str) -> Iterator[tuple[Question, Answer]]:
    return zip(sheet.questions, marked(choices), strict=True)
