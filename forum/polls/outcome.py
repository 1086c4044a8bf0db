"""Reading what a poll leaves behind: names in a named poll, the sealed files, the ledger.

The caller has asked the policy.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_datetime, gettext as _
from sqlalchemy import select

from forum.accounts.models import Member
from forum.core.database import db
from forum.discussions.addresses import member_address
from forum.polls.answer_words import answers_in_words
from forum.polls.ballot_files import SUFFIX, read_ballots, write_ballots
from forum.polls.bands import FEWEST_ALIKE
from forum.polls.duel_showing import places_of
from forum.polls.models import Ballot, BallotLedger, PollResult
from forum.polls.result_view import Row
from forum.polls.secrets import receipt_hash
from forum.polls.sheet import Sheet
from forum.polls.standing import Standing
from forum.polls.words import NONE, UNKNOWN, Act

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Voter:
    """One member and what they voted, an answer for each question."""

    name: str
    href: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VotersPage:
    """Some of the voters; `after` is where the next ones begin."""

    voters: tuple[Voter, ...]
    after: int | None


def page_of_voters(sheet: Sheet, after: int) -> VotersPage:
    """Return the voters of a named poll in the order of their membership. Who left the community is not named."""
    rows = db.session.execute(
        select(Member.id, Member.name, Member.handle, Ballot.choices)
        .join(Member, Member.id == Ballot.member_id)
        .where(Ballot.poll_id == sheet.id, Member.id > after, Member.erased_at.is_(None))
        .order_by(Member.id)
        .limit(PAGE_SIZE + 1)
    ).all()
    shown = rows[:PAGE_SIZE]
    voters = tuple(
        Voter(row.name, member_address(row.handle), tuple(answers_in_words(sheet, row.choices)))
        for row in shown
    )
    return VotersPage(voters, shown[-1].id if len(rows) > PAGE_SIZE else None)


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """Some of the places of a duel, each with its option; `after` is where the next ones begin."""

    asked: str
    places: tuple[tuple[int, Row], ...]
    after: int | None


def places_page(sheet: Sheet, standing: Standing, after: int) -> PlacesPage | None:
    """Return the places of a duel after `after`; None without a result, and for other polls."""
    question = sheet.duel
    if question is None:
        return None
    result = question.result or (standing.live or {}).get(str(question.position))
    if result is None:
        return None
    places, further = places_of(question, result, after, PAGE_SIZE)
    return PlacesPage(question.text, places, further)


def file_of(sheet: Sheet, position: int) -> tuple[str, str] | None:
    """Return name and text of the sealed ballots of one question."""
    question = next((each for each in sheet.questions if each.position == position), None)
    if question is None:
        return None
    text = db.session.scalar(select(PollResult.file).where(PollResult.question_id == question.id))
    return (f"poll-{sheet.id}-{position}.{SUFFIX[question.kind]}", text) if text is not None else None


def file_for_brand(sheet: Sheet, position: int) -> tuple[str, str] | None:
    """Return name and text of the ballots of one question as the brand may have them where they are not published.

    Of a secret poll those are left out that fewer than five voters gave: who asked somebody to vote in a rare order
    would find it. Fewer than five are not left out alone either, for the published figures would tell on them.
    """
    found = file_of(sheet, position)
    if found is None or not sheet.is_secret:
        return found
    question = sheet.questions[position - 1]
    answers = read_ballots(question, found[1].splitlines())
    kept = {
        key: voters for key, voters in answers.items() if key in (NONE, UNKNOWN) or voters >= FEWEST_ALIKE
    }
    rows = sorted((voters, key) for key, voters in kept.items() if key not in (NONE, UNKNOWN))
    while rows and 0 < sum(answers.values()) - sum(kept.values()) < FEWEST_ALIKE:
        del kept[rows.pop(0)[1]]
    left_out = sum(answers.values()) - sum(kept.values())
    return f"common-{found[0]}", f"# NUMBER LEFT OUT: {left_out}\n{write_ballots(question, kept)}"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What the ledger says under a receipt."""

    words: str


def find_receipt(sheet: Sheet, receipt: str) -> LedgerEntry | None:
    """Return what stands in the ledger of this poll under `receipt`; None when nothing does."""
    row = db.session.execute(
        select(BallotLedger.act, BallotLedger.at).where(
            BallotLedger.receipt_hash == receipt_hash(receipt), BallotLedger.poll_id == sheet.id
        )
    ).one_or_none()
    if row is None:
        return None
    moment = format_datetime(row.at, "medium")
    words = {
        Act.CAST: _("A vote was cast on %(moment)s.", moment=moment),
        Act.CHANGED: _("A vote was changed on %(moment)s.", moment=moment),
        Act.WITHDRAWN: _("A vote was taken back on %(moment)s.", moment=moment),
    }
    return LedgerEntry(str(words[Act(row.act)]))
