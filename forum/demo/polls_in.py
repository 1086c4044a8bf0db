"""Putting the demo's polls in: `content/polls.toml`, through the operations that members use."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum.accounts.models import Member
from forum.accounts.operations.members import create_member
from forum.accounts.viewers import viewer_of
from forum.core.database import db
from forum.demo.traits_in import answer_questions
from forum.discussions.models import Topic
from forum.gatekeeping.models import TrustGrant
from forum.gatekeeping.trust import Level, has_office
from forum.polls.offers import Offer
from forum.polls.operations.closing import close_poll
from forum.polls.operations.duelling import answer_pair
from forum.polls.operations.live import recount
from forum.polls.operations.opening import NewPoll, make_poll, open_poll
from forum.polls.operations.questions import NewOption, NewQuestion
from forum.polls.operations.sealing import seal_poll
from forum.polls.operations.voting import cast_ballot
from forum.polls.readout.making import make_at_once
from forum.polls.words import UNKNOWN, Kind, Method, Shown

FIRST_WINS = 0.6
SEALED_AFTER = timedelta(seconds=11)
QUIET_SINCE = (20, 700)
"""So many days before a poll was opened those had joined who have only ever voted."""
LANGUAGES = ("en", "de", "fr")
KNOWN_FACE = "A familiar face at this table."


def load_polls(polls: Sequence[Mapping[str, Any]], members: Mapping[str, Member], now: datetime) -> None:
    """Open every poll in its topic, let the demo's people vote, and seal those that are over."""
    for description in polls:
        _load(description, members, now)


def _load(description: Mapping[str, Any], members: Mapping[str, Member], now: datetime) -> None:
    topic = db.session.scalars(select(Topic).where(Topic.title == description["topic"])).one()
    author = next(member for member in members.values() if member.id == topic.author_id)
    opened = max(topic.created_at, now - timedelta(days=float(description["opened_days_ago"])))
    closes = now + timedelta(days=float(description["closes_in_days"]))
    kind = Kind(description["kind"])
    asked = [description, *description.get("further", ())]
    new = NewPoll(
        [_question(each) for each in asked],
        closes_at=closes,
        shown=Shown(description["shown"]),
        is_secret=description["secret"],
        publishes_ballots=description.get("publishes_ballots", False),
    )
    _trust(author, topic.created_at)
    poll = make_poll(topic, new, actor=viewer_of(author), now=opened)
    open_poll(poll, now=opened, silent=True)
    end = min(closes, now)
    quiet = _quiet_members(description, opened)
    answer_questions(quiet.values(), opened)
    everybody = {**members, **quiet}
    if kind is Kind.DUEL:
        _duel(description, members, poll.id, opened, end)
    else:
        _vote(description, everybody, poll.id, kind, opened, end)
    if closes <= now:
        close_poll(poll, at=closes)
        seal_poll(poll.id, now=closes + SEALED_AFTER, silent=True)
        make_at_once(poll.id, now=closes + SEALED_AFTER)
    else:
        recount(poll.id, now=now)


def _trust(author: Member, now: datetime) -> None:
    """Let the author of a poll be trusted: what the demo's people have read is not counted."""
    if db.session.get(TrustGrant, author.id) is None and not has_office(viewer_of(author)):
        grant = TrustGrant(member_id=author.id, level=int(Level.TRUSTED), reason=KNOWN_FACE, granted_at=now)
        db.session.add(grant)
        db.session.flush()


def _question(asked: Mapping[str, Any]) -> NewQuestion:
    return NewQuestion(
        asked["question"],
        Kind(asked["kind"]),
        [NewOption(each["title"], each.get("text", "")) for each in asked["options"]],
        method=Method(asked["method"]) if "method" in asked else None,
        most=asked.get("most"),
        allows_none=asked.get("allows_none", False),
        allows_unknown=asked.get("allows_unknown", False),
    )


def _quiet_members(description: Mapping[str, Any], opened: datetime) -> dict[str, Member]:
    """Make members who read, say nothing, and vote: most of a community."""
    chance = random.Random(description["topic"])  # noqa: S311 - always the same people
    quiet = {}
    for name in description.get("quiet_voters", ()):
        handle = name.lower().replace(" ", "-")
        quiet[handle] = create_member(
            name=name,
            handle=handle,
            email=f"{handle}@example.org",
            password_hash=None,
            now=opened - timedelta(days=chance.uniform(*QUIET_SINCE)),
            first_name=name.split()[0],
            language=chance.choice(LANGUAGES),
            charter_version=1,
            roles=[],
        )
    return quiet


def _vote(
    description: Mapping[str, Any],
    members: Mapping[str, Member],
    poll_id: int,
    kind: Kind,
    opened: datetime,
    end: datetime,
) -> None:
    """Let members vote at some time between opening and end, always in the same way."""
    chance = random.Random(description["topic"])  # noqa: S311 - always the same votes
    voters = [member for member in members.values() if member.created_at < opened]
    chance.shuffle(voters)
    for ballot in description["ballots"]:
        for _turn in range(ballot["voters"]):
            if not voters:
                return
            at = opened + (end - opened) * chance.uniform(0.01, 0.95)
            marks = _marks(kind, ballot["marks"], "q1")
            for place, each in enumerate(description.get("further", ()), start=2):
                marks |= _further(each, f"q{place}", chance)
            voter = viewer_of(voters.pop())
            address = None
            if "quiet_voters" in description:
                address = f"10.{chance.randrange(40)}.{chance.randrange(9)}.7"
            cast_ballot(voter, poll_id, marks, arrived=at, now=at, address=address)


def _duel(
    description: Mapping[str, Any],
    members: Mapping[str, Member],
    poll_id: int,
    opened: datetime,
    end: datetime,
) -> None:
    """Let members answer some pairs each; what stands higher in the list is preferred a little more often."""
    chance = random.Random(description["topic"])  # noqa: S311 - always the same votes
    voters = [member for member in members.values() if member.created_at < opened]
    numbers = range(1, len(description["options"]) + 1)
    for voter in chance.sample(voters, min(description["voters"], len(voters))):
        at = opened + (end - opened) * chance.uniform(0.01, 0.95)
        pairs = {tuple(sorted(chance.sample(numbers, 2))) for _turn in range(description["answers"])}
        for answered, (one, other) in enumerate(sorted(pairs)):
            said = one if chance.random() < FIRST_WINS + (other - one) / (3 * len(numbers)) else other
            offer = Offer((one, other), answered)
            answer_pair(viewer_of(voter), poll_id, offer, str(said), arrived=at, now=at)


def _further(asked: Mapping[str, Any], field: str, chance: random.Random) -> dict[str, list[str]]:
    """Return what somebody marks at a further question of a survey."""
    answers = asked["answers"]
    (said,) = chance.choices(answers, [answer["weight"] for answer in answers])
    return _marks(Kind(asked["kind"]), said["marks"], field)


def _marks(kind: Kind, marks: Sequence[Any], field: str) -> dict[str, list[str]]:
    if kind is Kind.RANKING:
        return {f"{field}-r{number}": [str(place)] for place, number in enumerate(marks, start=1)}
    if kind is Kind.SCORE and marks[0] != UNKNOWN:
        given = enumerate(marks, start=1)
        return {f"{field}-s{number}": [str(points)] for number, points in given if points}
    return {field: [str(mark) for mark in marks]}
