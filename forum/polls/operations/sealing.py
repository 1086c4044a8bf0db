"""Counting a closed poll for good, and counting it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from forum.core import events
from forum.core.database import db
from forum.core.upsert import insert_missing
from forum.core.versions import opening_scope, touch
from forum.polls.ballot_files import digest_of, read_ballots, write_ballots
from forum.polls.bands import merge_rare_bands
from forum.polls.events import PollSealed
from forum.polls.models import Ballot, BallotLedger, Poll, PollLive, PollResult
from forum.polls.operations.opening import count_eligible
from forum.polls.operations.voting import GRACE
from forum.polls.order import keeps_order, lay_ballots_anew, lay_voters_anew
from forum.polls.queries import load_sheet, tally_of
from forum.polls.results import count_question, split_by_question
from forum.polls.sheet import Question, Sheet
from forum.polls.words import Act, Roll, State

AT_ONCE = 2_000


def seal_poll(poll_id: int, *, now: datetime, silent: bool = False) -> bool:
    """Count a closed poll, keep result and ballots without names under their digest, and forget what names voters.

    All in the present transaction: the worker does the same in steps, see `polls.jobs`. Called again it does nothing.
    Answers whether it was sealed now.
    """
    if not may_be_sealed(poll_id, now):
        return False
    sheet = load_sheet(poll_id)
    assert sheet is not None
    for question, of_one in zip(sheet.questions, answers_of(sheet), strict=True):
        keep_result(sheet, question, of_one)
    if sheet.is_secret:
        forget_times(poll_id)
        lay_voters_anew(poll_id)
    return finish(poll_id, now=now, silent=silent)


def may_be_sealed(poll_id: int, now: datetime) -> bool:
    """Whether a poll is closed and who voted in time has been waited for. It is locked: none writes any more."""
    poll = db.session.get(Poll, poll_id, populate_existing=True, with_for_update=True)
    return (
        poll is not None
        and poll.state == State.CLOSED
        and poll.closed_at is not None
        and now >= poll.closed_at + GRACE
    )


def answers_of(sheet: Sheet) -> list[Counter[str]]:
    """Return for each question of a closed poll how many gave each answer."""
    found = select(Ballot.choices, func.count()).where(Ballot.poll_id == sheet.id).group_by(Ballot.choices)
    rows = db.session.execute(found.execution_options(yield_per=AT_ONCE))
    return split_by_question(sheet.questions, ((choices, voters) for choices, voters in rows))


def keep_result(sheet: Sheet, question: Question, answers: Mapping[str, int]) -> None:
    """Count one question, and keep what came out with the file of its ballots, unless that was done before."""
    file, result = counted(sheet, question, answers)
    store_result(sheet, question, file, result)


def counted(sheet: Sheet, question: Question, answers: Mapping[str, int]) -> tuple[str, dict[str, Any]]:
    """Return the file of a question's ballots and its result; writes nothing."""
    return write_ballots(question, answers), count_question(question, answers, _seed(sheet))


def store_result(sheet: Sheet, question: Question, file: str, result: dict[str, Any]) -> None:
    """Write down a result, unless it is there."""
    row = {"question_id": question.id, "poll_id": sheet.id, "file": file, "result": result}
    insert_missing(PollResult, [{**row, "digest": digest_of(file)}])


def finish(poll_id: int, *, now: datetime, silent: bool = False) -> bool:
    """Close the seal of a poll whose questions are counted, and destroy what names its voters."""
    if not may_be_sealed(poll_id, now):
        return False
    poll = db.session.get_one(Poll, poll_id)
    poll.voters = db.session.scalar(select(func.count()).where(Ballot.poll_id == poll_id)) or 0
    if poll.roll != Roll.AT_OPENING or poll.rules:
        poll.eligible = max(count_eligible(poll, now), poll.voters)
    if poll.is_secret:
        merge_rare_bands(poll_id)
    poll.state, poll.sealed_at, poll.secret_key = State.SEALED, now, None
    db.session.execute(delete(PollLive).where(PollLive.poll_id == poll_id))
    db.session.flush()
    touch(opening_scope(poll.topic_id))
    events.record(PollSealed(poll_id, poll.topic_id, now, silent))
    return True


def forget_portion(poll_id: int, cursor: Mapping[str, Any], most: int) -> dict[str, Any] | None:
    """Forget when and in which order some of the voters of a secret poll voted, at most so many.

    Answers where the next portion begins, or None when there was none left.
    """
    if "voters" not in cursor:
        last = forget_times(poll_id, str(cursor.get("after", "")), most)
        if last is not None:
            return {"after": last}
    member_id = lay_voters_anew(poll_id, int(cursor.get("voters", 0)), most)
    return None if member_id is None else {"voters": member_id}


def forget_times(poll_id: int, after: str = "", most: int | None = None) -> str | None:
    """Forget when, and in which order, ballots of a secret poll were cast: those after the key `after`, so many.

    Answers the last key, or None when there were none left.
    """
    found = select(Ballot.voter_key).where(Ballot.poll_id == poll_id, Ballot.voter_key > after)
    portion = found.order_by(Ballot.voter_key)
    last = db.session.scalar(select(func.max(portion.limit(most).subquery().c.voter_key)))
    if last is None:
        return None
    if keeps_order():
        lay_ballots_anew(poll_id, after, last)
        return str(last)
    db.session.execute(
        update(Ballot)
        .where(Ballot.poll_id == poll_id, Ballot.voter_key > after, Ballot.voter_key <= last)
        .values(cast_at=None)
        .execution_options(synchronize_session=False)
    )
    return str(last)


@dataclass(frozen=True, slots=True)
class Recount:
    """What counting a sealed poll again has found: nothing wrong when `faults` is empty."""

    digests: tuple[str, ...]
    voters: int
    faults: tuple[str, ...]


def verify_poll(poll_id: int) -> Recount:
    """Count a sealed poll again, from its ballots and from its files, and compare with what was sealed.

    Raises:
        LookupError: when there is no such sealed poll.
    """
    sheet = load_sheet(poll_id)
    if sheet is None or sheet.state != State.SEALED:
        raise LookupError(poll_id)
    ballots = tally_of(poll_id)
    faults: list[str] = []
    results = {
        row.question_id: row
        for row in db.session.scalars(select(PollResult).where(PollResult.poll_id == poll_id))
    }
    for question, answers in zip(
        sheet.questions, split_by_question(sheet.questions, ballots.items()), strict=True
    ):
        row = results[question.id]
        faults += [
            f"question {question.position}: {fault}" for fault in _faults(sheet, question, row, dict(answers))
        ]
    voters = sum(ballots.values())
    if voters != sheet.voters:
        faults.append(f"{voters} ballots stand, {sheet.voters} were counted")
    if (entered := _voters_by_ledger(poll_id)) != voters:
        faults.append(f"the ledger speaks of {entered} ballots, {voters} stand")
    digests = tuple(results[question.id].digest for question in sheet.questions)
    return Recount(digests, voters, tuple(faults))


def _faults(sheet: Sheet, question: Question, row: PollResult, answers: dict[str, int]) -> list[str]:
    faults = []
    if digest_of(row.file) != row.digest:
        faults.append("the file is not the one that was sealed")
    if write_ballots(question, answers) != row.file:
        faults.append("the ballots are not those in the file")
    if count_question(question, read_ballots(question, row.file.splitlines()), _seed(sheet)) != row.result:
        faults.append("the file does not give the result that was sealed")
    return faults


def _voters_by_ledger(poll_id: int) -> int:
    entries = select(BallotLedger.act, func.count()).where(BallotLedger.poll_id == poll_id)
    counts = {act: count for act, count in db.session.execute(entries.group_by(BallotLedger.act))}
    return int(counts.get(Act.CAST, 0)) - int(counts.get(Act.WITHDRAWN, 0))


def _seed(sheet: Sheet) -> str | None:
    return sheet.seed if sheet.draws_ties else None
