"""The figures of a duel: strengths with ranges are counted already, so that only a verdict is left to be reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forum.polls.readout.rule import Rule
from forum.polls.sheet import Question

MOST = 20
"""Options that are drawn; a list of hundreds has a page of its own."""


def duel_figures(question: Question, rule: Rule) -> dict[str, Any]:
    """Return the figures of a duel but for odd votes.

    They are how often each option won, and its chance against an average one, with its range.

    A lead is clear if no other option lies within the 95 per cent of their difference (Bradley and Terry, 1952).
    """
    result = question.result or {}
    order = sorted(
        (number for number in question.numbers if str(number) in result["compared"]),
        key=lambda number: (-result["scores"][str(number)], number),
    )[:MOST]
    enough = result["voted"] >= rule.fewest
    return {
        "position": question.position,
        "verdict": _verdict(result, rule),
        "order": order,
        "options": [_option(result, number, enough) for number in order],
        "has_shares": enough,
        "lead": None,
        "tables": [],
        "weights": None,
    }


def _option(result: Mapping[str, Any], number: int, enough: bool) -> dict[str, Any]:
    key = str(number)
    row: dict[str, Any] = {
        "number": number,
        "count": result["won"][key],
        "of": result["compared"][key],
        "share": result["chances"][key],
    }
    if enough and key in result["ranges"]:
        row["low"], row["high"] = result["ranges"][key]
    return row


def _verdict(result: Mapping[str, Any], rule: Rule) -> str:
    if not result["winners"]:
        return "none"
    if result["voted"] < rule.fewest:
        return "few"
    if len(result["winners"]) > 1:
        return "tie"
    return "clear" if result["groups"] == 1 and set(result["level"]) <= set(result["winners"]) else "close"
