"""Counting a closed poll for good, and counting it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from forum.core import events
from forum.core.database import db
from forum.core.versions import opening_scope, touch
from forum.polls.ballot_files import digest_of, read_ballots, write_ballots
from forum.polls.bands import merge_rare_bands
from forum.polls.events import PollSealed
from forum.polls.models import Ballot, BallotLedger, Poll, PollLive, PollResult
from forum.polls.operations.opening import count_eligible
from forum.polls.operations.voting import GRACE
from forum.polls.queries import load_sheet, tally_of
from forum.polls.results import count_question, split_by_question
from forum.polls.sheet import Question, Sheet
from forum.polls.words import Act, Roll, State


def seal_poll(poll_id: int, *, now: datetime, silent: bool = False) -> bool:
    """Count a closed poll, keep result and ballots without names under their digest, and forget what names voters.

    Called again it does nothing. Answers whether it was sealed now.
    """
    poll = db.session.get(Poll, poll_id, populate_existing=True, with_for_update=True)
    if poll is None or poll.state != State.CLOSED or poll.closed_at is None or now < poll.closed_at + GRACE:
        return False
    sheet = load_sheet(poll_id)
    assert sheet is not None
    ballots = tally_of(poll_id)
    answers = split_by_question(sheet.questions, ballots)
    for question, of_one in zip(sheet.questions, answers, strict=True):
        file = write_ballots(question, of_one)
        db.session.add(
            PollResult(
                question_id=question.id,
                poll_id=poll_id,
                digest=digest_of(file),
                file=file,
                result=count_question(question, of_one, _seed(sheet)),
            )
        )
    poll.voters = sum(ballots.values())
    if poll.roll != Roll.AT_OPENING or poll.rules:
        poll.eligible = max(count_eligible(poll, now), poll.voters)
    poll.state, poll.sealed_at, poll.secret_key = State.SEALED, now, None
    if poll.is_secret:
        _forget_times(poll_id)
        merge_rare_bands(poll_id)
    db.session.execute(delete(PollLive).where(PollLive.poll_id == poll_id))
    db.session.flush()
    touch(opening_scope(poll.topic_id))
    events.record(PollSealed(poll_id, poll.topic_id, now, silent))
    return True


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
    for question, answers in zip(sheet.questions, split_by_question(sheet.questions, ballots), strict=True):
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


def _forget_times(poll_id: int) -> None:
    db.session.execute(
        update(Ballot)
        .where(Ballot.poll_id == poll_id)
        .values(cast_at=None)
        .execution_options(synchronize_session=False)
    )


def _seed(sheet: Sheet) -> str | None:
    return sheet.seed if sheet.draws_ties else None
