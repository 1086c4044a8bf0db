"""What an answer says, reduced to columns of a table: what cross-tables, weights and odd votes are counted by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from forum.polls.choices import Answer
from forum.polls.pairs import comparison_of
from forum.polls.sheet import Question
from forum.polls.words import NONE, UNKNOWN, Kind

HIGH = 4
"""From here on, points count as high: "top two" of five, as market research reports them."""
HIGH_SIGN, LOW_SIGN = "+", "-"
MET_SIGN = "~"
"""Beside an option of a duel: the voters who were asked about it at all."""
TABLED = (Kind.ONE, Kind.APPROVAL, Kind.RANKING, Kind.SCORE)
"""The kinds of question whose answers can be divided by who gave them."""


def columns_of(question: Question) -> tuple[str, ...]:
    """Return the columns of a question: its options and, where they are offered, the other two answers."""
    numbers = [str(number) for number in question.numbers]
    if question.kind is Kind.SCORE:
        return tuple(f"{number}{sign}" for number in numbers for sign in (HIGH_SIGN, LOW_SIGN))
    if is_divided(question):
        others = ((NONE, question.allows_none), (UNKNOWN, question.allows_unknown))
        return (*numbers, *(value for value, offered in others if offered))
    return tuple(numbers)


def columns_beside(question: Question, of_one: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the columns in which marked votes stand beside all others: of a duel the options that are drawn."""
    if question.kind is Kind.DUEL:
        return tuple(str(number) for number in of_one["order"])
    return columns_of(question)


def is_divided(question: Question) -> bool:
    """Whether each voter stands in exactly one column: the one choice, or the first place of an order."""
    return question.kind in (Kind.ONE, Kind.RANKING)


def names_an_option(answer: Answer) -> bool:
    """Whether an answer says more than "none of these" or "I don't know"."""
    return answer not in (NONE, UNKNOWN)


def columns_in(question: Question, answer: Answer) -> Iterator[str]:
    """Yield the columns in which an answer counts."""
    if isinstance(answer, str):
        if is_divided(question):
            yield answer
    elif question.kind is Kind.SCORE:
        for number, points in answer:
            yield f"{number}{HIGH_SIGN if points >= HIGH else LOW_SIGN}"
    elif question.kind is Kind.RANKING:
        yield str(answer[0])
    elif question.kind in TABLED:
        for number in answer:
            yield str(number)


def answer_of(question: Question, key: str) -> Answer:
    """Return the answer that a text of `results.Answers` stands for."""
    return key if key in (NONE, UNKNOWN) else named_in(question, key)


def named_in(question: Question, key: str) -> list[Any]:
    """Return the options, or pairs of option and points, that a text of `results.Answers` names."""
    if question.kind is Kind.SCORE:
        return [[int(part) for part in pair.split(":")] for pair in key.split(",")]
    return [int(number) for number in key.split(",")]


def columns_in_answers(question: Question, answers: Mapping[str, int]) -> tuple[int, dict[str, int]]:
    """Return how many answered, be it "none of these", and how many answers count in each column.

    Those who named no option are among them: a number without them would tell, beside the number of those who answered
    another question, how few they are.
    """
    base, counts = 0, Counter[str]()
    if is_divided(question):
        for key, voters in answers.items():
            counts[key.partition(",")[0]] += voters
        base = sum(counts.values())
    elif question.kind is Kind.DUEL:
        for key, voters in answers.items():
            base += voters
            for column in _columns_in_pairs(key.split(",")):
                counts[column] += voters
    else:
        for key, voters in answers.items():
            base += voters
            for column in columns_in(question, answer_of(question, key)):
                counts[column] += voters
    return base, dict(counts)


def _columns_in_pairs(answers: Iterable[str]) -> Iterator[str]:
    """Yield the options that one voter of a duel was asked about, and those they preferred in most of their pairs."""
    met, won = Counter[int](), Counter[int]()
    for answer in answers:
        one, other, share = comparison_of(answer)
        met.update((one, other))
        won[one] += int(2 * share) - 1
        won[other] -= int(2 * share) - 1
    for number in met:
        yield f"{number}{MET_SIGN}"
        if won[number] > 0:
            yield str(number)


def met_in(counts: Mapping[str, int], question: Question) -> dict[int, int] | None:
    """Return how many voters were asked about each option of a duel; None where all are asked about all."""
    if question.kind is not Kind.DUEL:
        return None
    return {number: counts.get(f"{number}{MET_SIGN}", 0) for number in question.numbers}


def favours_in(counts: Mapping[str, int], question: Question) -> dict[int, int]:
    """Return how many favour each option: chosen, approved, put first, given high points, or won most of its pairs."""
    sign = HIGH_SIGN if question.kind is Kind.SCORE else ""
    return {number: counts.get(f"{number}{sign}", 0) for number in question.numbers}
