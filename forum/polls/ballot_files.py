"""The ballots of a question without names, as a PrefLib file: what is sealed, published and counted again.

One choice and rankings are orders (`soi`); approval and score are categories (`cat`): approved and not, 5 points to 1.
Who answered "none of these" or "I don't know" stands in the head. Equal ballots give equal bytes, whoever writes them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from forum.polls.counting.preflib import BadFile, Election, read_election, write_election
from forum.polls.counting.profile import Profile, Ranking
from forum.polls.results import Answers
from forum.polls.sheet import Question
from forum.polls.words import HIGHEST_SCORE, NONE, UNKNOWN, Kind

SUFFIX = {Kind.ONE: "soi", Kind.RANKING: "soi", Kind.APPROVAL: "cat", Kind.SCORE: "cat"}
HEAD = {NONE: "NUMBER NONE OF THESE", UNKNOWN: "NUMBER DO NOT KNOW"}


def write_ballots(question: Question, answers: Answers) -> str:
    """Return the file of one question."""
    ballots: dict[Ranking, int] = {
        _ranking(question, key): voters for key, voters in answers.items() if key not in HEAD
    }
    names = {option.number: _line(option.title) for option in question.options}
    profile = Profile(question.numbers, ballots)
    text = write_election(Election(_line(question.text), SUFFIX[question.kind], names, profile))
    others = "".join(f"# {HEAD[key]}: {answers.get(key, 0)}\n" for key in HEAD)
    return others + text


def read_ballots(question: Question, lines: Iterable[str]) -> dict[str, int]:
    """Return the answers in a file that `write_ballots` wrote.

    Raises:
        BadFile: when it is none.
    """
    lines = list(lines)
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
