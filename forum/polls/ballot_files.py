"""The ballots of a question without names, as a PrefLib file: what is sealed, published and counted again.

One choice and rankings are orders (`soi`); approval and score are categories (`cat`): approved and not, 5 points to 1.
Answers of a duel, which PrefLib does not know, stand in a file of its form (`duel`): `12: 3>17,5=9`.
Who answered "none of these" or "I don't know" stands in the head. Equal ballots give equal bytes, whoever writes them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from forum.polls.counting.orders import spelled
from forum.polls.counting.preflib import (
    BadFile,
    Election,
    read_election,
    read_form,
    write_election,
    write_form,
)
from forum.polls.counting.profile import Profile, Ranking
from forum.polls.pairs import comparison_of, in_file_order
from forum.polls.results import Answers
from forum.polls.sheet import Question
from forum.polls.words import HIGHEST_SCORE, NONE, UNKNOWN, Kind

DUEL = "duel"
STRICT = (Kind.ONE, Kind.RANKING)
"""Kinds whose answers are strict orders: the file has them as they were given."""
SUFFIX = {Kind.ONE: "soi", Kind.RANKING: "soi", Kind.APPROVAL: "cat", Kind.SCORE: "cat", Kind.DUEL: DUEL}
HEAD = {NONE: "NUMBER NONE OF THESE", UNKNOWN: "NUMBER DO NOT KNOW"}


def write_ballots(question: Question, answers: Answers) -> str:
    """Return the file of one question."""
    others = "".join(f"# {HEAD[key]}: {answers.get(key, 0)}\n" for key in HEAD)
    names = {option.number: _line(option.title) for option in question.options}
    if question.kind is Kind.DUEL:
        given = [(key, voters) for key, voters in answers.items() if key not in HEAD]
        rows = sorted(given, key=lambda row: (-row[1], row[0]))
        return others + write_form(_line(question.text), DUEL, names, rows)
    if question.kind in STRICT:
        return others + _strict_orders(question, names, answers)
    ballots: dict[Ranking, int] = {
        _ranking(question, key): voters for key, voters in answers.items() if key not in HEAD
    }
    profile = Profile(question.numbers, ballots)
    text = write_election(Election(_line(question.text), SUFFIX[question.kind], names, profile))
    return others + text


def _strict_orders(question: Question, names: dict[int, str], answers: Answers) -> str:
    """Return the file of strict orders, as `write_election` does: the keys of the answers are what it writes."""
    keys = [key for key in answers if key not in HEAD]
    letters = spelled(question.numbers, keys)
    rows = sorted(zip((-answers[key] for key in keys), letters, keys, strict=True))
    return write_form(
        _line(question.text), SUFFIX[question.kind], names, [(key, -voters) for voters, _order, key in rows]
    )


def sealed_answers(question: Question, file: str) -> dict[str, int]:
    """Return the answers in a file that stands sealed: what `read_ballots` returns, without looking for faults."""
    if question.kind not in STRICT:
        return read_ballots(question, file.splitlines())
    answers: dict[str, int] = {}
    for line in file.splitlines():
        voters, _, key = line.partition(": ")
        if voters.isdigit():
            answers[key] = int(voters)
    for key, words in HEAD.items():
        if (count := int(file.partition(f"# {words}: ")[2].partition("\n")[0])) > 0:
            answers[key] = count
    return answers


def read_ballots(question: Question, lines: Iterable[str]) -> dict[str, int]:
    """Return the answers in a file that `write_ballots` wrote.

    Raises:
        BadFile: when it is none.
    """
    lines = list(lines)
    if question.kind is Kind.DUEL:
        answers = read_duels(lines).answers
    else:
        election = read_election(lines, SUFFIX[question.kind])
        answers = {_key(question, ranking): voters for ranking, voters in election.profile.ballots.items()}
    for key, words in HEAD.items():
        found = next(
            (match for line in lines if (match := re.fullmatch(rf"# {words}: (\d+)\n?", line))), None
        )
        if found is None:
            raise BadFile(f"no line “# {words}: n”")
        if int(found[1]):
            answers[key] = int(found[1])
    return answers


@dataclass(frozen=True, slots=True)
class DuelFile:
    """The ballots of a duel: its title, the names of its options, and how many voters answered what."""

    title: str
    names: dict[int, str]
    answers: dict[str, int]

    @property
    def voters(self) -> int:
        """How many ballots there are."""
        return sum(self.answers.values())


def read_duels(lines: Iterable[str]) -> DuelFile:
    """Return what a file of a duel holds.

    Raises:
        BadFile: with the number of the line that cannot be read, and why.
    """

    def parse(text: str, number: int, names: dict[int, str]) -> str:
        answers = [answer.strip() for answer in text.split(",")]
        try:
            compared = [comparison_of(answer)[:2] for answer in answers]
        except ValueError as error:
            raise BadFile(f"line {number}: “{error}” is no answer such as 3>17 or 5=9") from None
        if strange := [option for pair in compared for option in pair if option not in names]:
            raise BadFile(f"line {number}: there is no option {strange[0]}")
        if len(set(map(frozenset, compared))) < len(compared):
            raise BadFile(f"line {number}: two options are compared twice")
        return in_file_order(answers)

    return DuelFile(*read_form(lines, parse))


def digest_of(text: str) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(text.encode()).hexdigest()


def _ranking(question: Question, key: str) -> Ranking:
    parts = key.split(",")
    if question.kind is Kind.APPROVAL:
        approved = tuple(int(number) for number in parts)
        return approved, tuple(number for number in question.numbers if number not in approved)
    if question.kind is Kind.SCORE:
        given = dict(part.split(":") for part in parts)
        return tuple(
            tuple(number for number in question.numbers if given.get(str(number)) == str(points))
            for points in range(HIGHEST_SCORE, 0, -1)
        )
    return tuple((int(number),) for number in parts)


def _key(question: Question, ranking: Ranking) -> str:
    if question.kind is Kind.APPROVAL:
        return ",".join(map(str, ranking[0]))
    if question.kind is Kind.SCORE:
        pairs = {
            number: points
            for points, group in zip(range(HIGHEST_SCORE, 0, -1), ranking, strict=True)
            for number in group
        }
        return ",".join(f"{number}:{pairs[number]}" for number in sorted(pairs))
    return ",".join(str(number) for group in ranking for number in group)


def _line(text: str) -> str:
    return " ".join(text.split())
