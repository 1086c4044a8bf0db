"""The sentences of a read-out, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from flask_babel import format_date, format_decimal, format_percent, gettext as _

from forum.core.member_attributes import band_words, find_attribute
from forum.polls.readout.figures.oddities import MARKED, UNMARKED
from forum.polls.readout.rule import Rule
from forum.polls.sheet import Question
from forum.polls.words import NONE, UNKNOWN, Kind, Method

Figures = Mapping[str, Any]
TINY = 0.001


def verdict_words(question: Question, figures: Figures, rule: Rule) -> tuple[str, str]:
    """Return the verdict as a heading and what it says of the options."""
    verdict = figures["verdict"]
    result = question.result or {}
    titles = [question.title_of(number) for number in result.get("winners", ())]
    first = titles[0] if titles else ""
    if verdict == "clear":
        return str(_("A clear lead")), str(_("%(title)s is first.", title=first))
    if verdict == "close":
        says = _("%(title)s is ahead, but chance alone could have put another option first.", title=first)
        return str(_("Too close to call")), str(says)
    if verdict == "tie":
        return str(_("Too close to call")), str(_("A tie between %(titles)s.", titles=", ".join(titles)))
    if verdict == "few":
        says = _(
            "Fewer than %(few)s voters: the numbers stand, but no conclusion is drawn from them.",
            few=rule.fewest,
        )
        return str(_("Too few votes")), str(says)
    return str(_("Too few votes")), str(_("No vote names an option."))


def rule_words(rule: Rule, fixed_at: datetime | None) -> str:
    """Return the rule by which the verdict was reached."""
    says = _(
        "The rule: with fewer than %(few)s voters there is no verdict. A lead is clear if a difference as great "
        "against every other option would come about by chance in fewer than %(level)s of cases (corrected for the "
        "number of options), and if the first stays first in at least %(stays)s of repetitions with voters drawn "
        "anew. For orders the repetitions decide alone.",
        few=rule.fewest,
        level=format_percent(rule.level),
        stays=format_percent(rule.stays),
    )
    if fixed_at is None:
        return str(says)
    when = _("It was fixed at the opening, on %(date)s.", date=format_date(fixed_at, "long"))
    return f"{says} {when}"


def chose_themselves() -> str:
    """Return the sentence that stands on every read-out."""
    return str(
        _(
            "This sample chose itself: those voted who came by and cared to. The figures describe these voters. "
            "Whether they speak for all customers, no formula can tell."
        )
    )


def lead_words(question: Question, lead: Figures, seed: str) -> Iterator[str]:
    """Yield what is said of a lead, most important first."""
    first = question.title_of(lead["first"])
    yield str(
        _(
            "Drawn anew from these voters %(rounds)s times, %(title)s stays first in %(stays)s of cases (seed "
            "%(seed)s).",
            rounds=format_decimal(lead["rounds"]),
            title=first,
            stays=share_words(lead["stays"]),
            seed=seed,
        )
    )
    if question.kind is Kind.RANKING:
        yield str(
            _(
                "The table compares the first with every other option by who stands higher on more ballots. It "
                "describes; for orders the repetitions decide."
            )
        )
    yield str(
        _(
            "Which options are compared was decided after looking at the result: the first was picked because it is "
            "first. The correction and the repetitions allow for that."
        )
    )


def test_words(question: Question) -> str:
    """Return by which test options are compared."""
    if question.kind is Kind.APPROVAL:
        return str(_("McNemar’s exact test, corrected by Holm"))
    if question.kind is Kind.SCORE and question.method is Method.MEAN:
        return str(_("Paired permutation test, corrected by Holm"))
    if question.kind is Kind.SCORE:
        return str(_("Wilcoxon’s signed-rank test, corrected by Holm"))
    return str(_("Exact sign test, corrected by Holm"))


def share_words(share: float | None) -> str:
    """Return a share as it is printed."""
    return "–" if share is None else str(format_percent(share, "#,##0.0 %"))


def range_words(low: float, high: float) -> str:
    """Return an interval as it is printed."""
    return f"{format_decimal(100 * low, '#,##0.0')} – {share_words(high)}"


def chance_words(probability: float) -> str:
    """Return a probability as it is printed."""
    if probability < TINY:
        return str(_("under %(least)s", least=format_decimal(TINY)))
    return str(format_decimal(round(probability, 3), "0.000"))


def column_words(question: Question, column: str) -> str:
    """Return what a column of a table is called."""
    others = {NONE: _("None of these"), UNKNOWN: _("I don’t know")}
    if column in others:
        return str(others[column])
    title = question.title_of(int(column.rstrip("+-")))
    if column.endswith("+"):
        return str(_("%(title)s: 4 or 5 points", title=title))
    if column.endswith("-"):
        return str(_("%(title)s: 1 to 3 points", title=title))
    return title


def row_words(attribute: str, bands: list[str]) -> str:
    """Return what a row of a table is called: a band, or several that were put together."""
    special = {MARKED: _("with this mark"), UNMARKED: _("all others")}
    names = [
        str(special[band])
        if band in special
        else band_words(attribute, band)
        if band
        else str(_("all others"))
        for band in bands
    ]
    return ", ".join(names) if len(names) < 3 else str(_("all other groups together"))


def in_order(attribute: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a table in the order of the attribute's bands; what is in none of them stands last."""
    known = find_attribute(attribute)
    order = {band: place for place, band in enumerate(known.bands() if known else (MARKED, UNMARKED))}
    return sorted(rows, key=lambda row: min(order.get(band, len(order)) for band in row["bands"]))


def attribute_words(key: str) -> str:
    """Return what an attribute of members is called."""
    attribute = find_attribute(key)
    return str(attribute.label) if attribute is not None else key


def mark_words(mark: str) -> tuple[str, str]:
    """Return what a mark is called, and what it says."""
    words = {
        "burst": (
            _("In a burst"),
            _("Cast in ten minutes in which far more votes came in than in the hours around them."),
        ),
        "network": (
            _("Shared network"),
            _(
                "At least five votes came from the same network. Families, offices and mobile carriers share one."
            ),
        ),
        "new": (
            _("Account as old as the poll"),
            _("The account was made less than two days before the opening, or later."),
        ),
        "silent": (_("Has only voted"), _("Its member had written nothing and liked nothing.")),
        "odd": (
            _("Several of these"),
            _("Three of these marks, or a shared network together with an account as old as the poll."),
        ),
    }
    name, says = words[mark]
    return str(name), str(says)


def refusal_words(refusal: str) -> str:
    """Return why no weights are given."""
    words = {
        "few": _(
            "No weights: in every group by which voters could be weighted, some part has fewer than 20 voters."
        ),
        "diverges": _("No weights: no weights bring the voters to these shares."),
        "costly": _(
            "No weights: the voters differ so much from these shares that weighting would throw away more than half "
            "of what they say (design effect above 2)."
        ),
    }
    return str(words[refusal])
