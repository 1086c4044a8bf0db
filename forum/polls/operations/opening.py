"""Making a poll, and opening it to votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, func, select

from forum.accounts.models import Member
from forum.core import events
from forum.core.database import db
from forum.core.policy import Actor, Invalid, NotAllowed
from forum.core.privileges import require_privilege
from forum.core.versions import opening_scope, touch
from forum.discussions.models import Topic
from forum.polls.events import PollOpened
from forum.polls.models import Poll, PollOption, PollQuestion
from forum.polls.operations.questions import NewQuestion, checked_question
from forum.polls.policy import SMALL_POLL, is_brand, require_by_hand, require_open, takes_polls
from forum.polls.roll import meets
from forum.polls.secrets import new_key, new_seed
from forum.polls.sheet import Sheet
from forum.polls.words import Kind, Roll, Shown, State

MOST_QUESTIONS = 10
LONGEST_AGE_DAYS = 3_650
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class NewPoll:
    """A poll that is being written, with everything that is fixed at its opening."""

    questions: Sequence[NewQuestion]
    closes_at: datetime | None = None
    shown: Shown = Shown.ALWAYS
    is_secret: bool = True
    may_change: bool = True
    publishes_ballots: bool = False
    shuffles: bool = True
    draws_ties: bool = False
    roll: Roll = Roll.OPEN
    min_age_days: int = 0
    team_only: bool = False
    rules: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Who may vote besides: for each attribute of members the bands of which a voter must have one."""


def make_poll(topic: Topic, new: NewPoll, *, actor: Actor, now: datetime) -> Poll:
    """Write down a poll for `topic` as a draft.

    Raises:
        NotAllowed: for those who may not put a poll here, or not this one, or not yet.
        Invalid: when something is missing or too much, or the topic has a poll already.
    """
    require_open(actor, topic)
    require_by_hand(topic)
    require_privilege(actor, SMALL_POLL, now)
    # Two who ask at the same moment come one after the other, so that the second is told and not failed.
    db.session.execute(select(Topic.id).where(Topic.id == topic.id).with_for_update())
    if db.session.scalar(select(Poll.id).where(Poll.topic_id == topic.id)) is not None:
        raise Invalid(_("This topic has a poll already."))
    return write_poll(topic, new, actor=actor, now=now)


def write_poll(
    topic: Topic, new: NewPoll, *, actor: Actor, now: datetime, predecessor: Poll | None = None
) -> Poll:
    """Write down a draft; one that follows another does not stand in the topic yet.

    Raises:
        NotAllowed, Invalid: when it cannot be asked like that.
    """
    checked = _checked(new, actor, now)
    poll = Poll(
        topic_id=topic.id,
        made_in_id=predecessor.made_in_id if predecessor is not None else topic.id,
        is_current=predecessor is None,
        predecessor_id=predecessor.id if predecessor is not None else None,
        author_id=actor.id,
        state=State.DRAFT,
        shown=new.shown,
        is_secret=new.is_secret,
        may_change=new.may_change,
        publishes_ballots=new.publishes_ballots,
        shuffles=new.shuffles,
        draws_ties=new.draws_ties,
        roll=new.roll,
        min_age_days=new.min_age_days,
        team_only=new.team_only,
        rules={key: list(bands) for key, bands in new.rules.items()},
        seed=new_seed(),
        secret_key=new_key() if new.is_secret else None,
        created_at=now,
        closes_at=new.closes_at,
    )
    db.session.add(poll)
    db.session.flush()
    for position, question in enumerate(checked, start=1):
        _add_question(poll, position, question)
    db.session.flush()
    touch(opening_scope(topic.id))
    return poll


def open_poll(poll: Poll, *, actor: Actor | None = None, now: datetime, silent: bool = False) -> None:
    """Let members vote. `silent`: followers are told by others, or not at all.

    Raises:
        Invalid: when it is open already, would close before it opens, or its topic does not stand for all readers.
    """
    if poll.state != State.DRAFT:
        raise Invalid(_("This poll is open already."))
    if not takes_polls(db.session.get_one(Topic, poll.topic_id)):
        raise Invalid(_("No poll can be opened here: the topic is closed, hidden or not shown yet."))
    if poll.closes_at is not None and poll.closes_at < now + SHORTEST:
        raise Invalid(_("It would close before anybody can vote. Choose a later time."), field="closes_at")
    poll.state, poll.opened_at = State.OPEN, now
    if poll.roll == Roll.AT_OPENING:
        poll.eligible = count_eligible(poll, now)
    db.session.flush()
    touch(opening_scope(poll.topic_id))
    events.record(PollOpened(poll.id, poll.topic_id, now, actor.id if actor else None, silent))


def discard_poll(sheet: Sheet) -> None:
    """Throw a draft away.

    Raises:
        Invalid: when it was opened: what was asked is not taken back.
    """
    if sheet.state != State.DRAFT:
        raise Invalid(_("A poll that was opened stays. You can close it."))
    for model in (PollOption, PollQuestion):
        db.session.execute(delete(model).where(model.poll_id == sheet.id))
    db.session.execute(delete(Poll).where(Poll.id == sheet.id))
    touch(opening_scope(sheet.topic_id))


def count_eligible(poll: Poll, now: datetime) -> int:
    """Return how many members may vote by the rule of `poll` as things stand at `now`."""
    found = select(func.count()).select_from(Member).where(*rules_of_roll(poll, now))
    return db.session.scalar(found) or 0


def rules_of_roll(poll: Poll, now: datetime) -> list[ColumnElement[bool]]:
    """Return the conditions on `Member` by which somebody may vote as things stand at `now`."""
    rules: list[ColumnElement[bool]] = [
        Member.active.is_(True),
        Member.erased_at.is_(None),
        Member.confirmed_at.is_not(None),
    ]
    opened = poll.opened_at or now
    if poll.team_only:
        rules.append(Member.is_team | Member.is_moderator.is_(True))
    if poll.roll == Roll.AT_OPENING:
        rules.append(Member.created_at <= opened)
    if poll.min_age_days:
        rules.append(Member.created_at <= opened - timedelta(days=poll.min_age_days))
    if poll.rules:
        rules.append(meets(poll.rules, Member.id, now))
    return rules


def _add_question(poll: Poll, position: int, question: NewQuestion) -> None:
    row = PollQuestion(
        poll_id=poll.id,
        position=position,
        kind=question.kind,
        method=question.method,
        text=question.text,
        least=question.least,
        most=question.most,
        allows_none=question.allows_none,
        allows_unknown=question.allows_unknown,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        PollOption(
            poll_id=poll.id,
            question_id=row.id,
            number=number,
            title=option.title,
            text=option.text,
            upload_id=option.upload_id,
        )
        for number, option in enumerate(question.options, start=1)
    )


def _checked(new: NewPoll, actor: Actor, now: datetime) -> list[NewQuestion]:
    if not new.questions:
        raise Invalid(_("Ask at least one question."))
    if not is_brand(actor) and (
        len(new.questions) > 1 or new.shown is Shown.BRAND or new.team_only or new.rules
    ):
        raise NotAllowed(_("Only the brand can open such a poll."))
    if new.shown is Shown.BRAND and new.publishes_ballots:
        raise Invalid(
            _("Ballots are not published where only the team sees the result. Choose one of the two."),
            field="publishes_ballots",
        )
    if len(new.questions) > MOST_QUESTIONS:
        raise Invalid(_("Ask at most %(most)s questions.", most=MOST_QUESTIONS))
    if new.closes_at is not None and not now + SHORTEST <= new.closes_at <= now + LONGEST:
        raise Invalid(_("Choose a time between now and a year from now."), field="closes_at")
    if not 0 <= new.min_age_days <= LONGEST_AGE_DAYS:
        raise Invalid(_("Choose a number of days between 0 and 3650."), field="min_age_days")
    if sum(question.kind is Kind.DUEL for question in new.questions) > 1:
        raise Invalid(
            _("One question of a poll shows two options at a time, at most: it takes a voter a while.")
        )
    last_the_duel = sorted(new.questions, key=lambda question: question.kind is Kind.DUEL)
    return [checked_question(question) for question in last_the_duel]
