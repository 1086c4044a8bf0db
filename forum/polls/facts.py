"""What is said about a poll before anybody votes. All of it was fixed at the opening."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask_babel import format_date, format_time, gettext as _, lazy_gettext as _l, ngettext
from flask_babel.speaklater import LazyString

from forum.polls.roll import rules_in_words
from forum.polls.sheet import Sheet
from forum.polls.words import Kind, Method, Roll, Shown

METHOD_NAMES: dict[Method, LazyString] = {
    Method.PLURALITY: _l("most votes"),
    Method.APPROVAL: _l("most approvals"),
    Method.IRV: _l("instant runoff"),
    Method.SCHULZE: _l("Schulze’s method"),
    Method.BORDA: _l("Borda’s points"),
    Method.MEAN: _l("highest average"),
    Method.MEDIAN: _l("highest median"),
    Method.BRADLEY_TERRY: _l("strength in duels (Bradley and Terry)"),
}
SHOWN: dict[Shown, LazyString] = {
    Shown.ALWAYS: _l("Everybody sees the result at any time."),
    Shown.AFTER_VOTING: _l("You see the result once you have voted; everybody does after the close."),
    Shown.AFTER_CLOSE: _l("Nobody, not even the team, sees a result before the poll has closed."),
    Shown.BRAND: _l("Only the team sees the result."),
}


def secrecy_in_short(sheet: Sheet) -> str:
    """Return what has to be known before a vote is cast, wherever that is done."""
    if sheet.is_secret:
        return str(_("Secret: nobody is shown who voted for what."))
    return str(_("Named: whoever sees the result also sees who voted for what."))


def close_in_words(sheet: Sheet) -> str:
    """Return when a poll closes, for those who are about to open it."""
    if sheet.closes_at is None:
        return str(_("It is open until you close it."))
    return str(_("It closes on %(moment)s.", moment=moment_words(sheet.closes_at)))


def moment_words(moment: datetime) -> str:
    """Return a moment as the clock on the reader's wall shows it."""
    return f"{format_date(moment, 'medium')}, {format_time(moment, 'short')}"


def facts_of(sheet: Sheet) -> Iterator[str]:
    """Yield a sentence for each thing that a voter should know."""
    if sheet.is_secret:
        yield _(
            "Secret: nobody is shown who voted for what. Until the poll is closed and sealed, whoever runs "
            "the server could find out; then the key is destroyed."
        )
    else:
        yield secrecy_in_short(sheet)
    yield str(SHOWN[sheet.shown])
    yield (
        _("You can change your vote or take it back until the close.")
        if sheet.may_change
        else _("A vote is final.")
    )
    if any(question.kind in (Kind.RANKING, Kind.SCORE, Kind.DUEL) for question in sheet.questions):
        yield _("Counted by: %(methods)s.", methods=", ".join(_methods(sheet)))
    yield (
        _("A tie is decided by lots drawn from the seed %(seed)s.", seed=sheet.seed)
        if sheet.draws_ties
        else _("A tie stays a tie.")
    )
    yield from _voters(sheet)
    if sheet.publishes_ballots:
        yield _("The ballots are published without names after the close, so that anybody can count again.")


def _methods(sheet: Sheet) -> list[str]:
    methods = dict.fromkeys(question.method for question in sheet.questions)
    return [str(METHOD_NAMES[method]) for method in methods]


def _voters(sheet: Sheet) -> Iterator[str]:
    if sheet.team_only:
        yield _("Only the team votes.")
    if sheet.roll is Roll.AT_OPENING:
        yield _("Those vote who were members when the poll was opened.")
    elif not sheet.team_only:
        yield _("All members may vote; votes of those who joined after the opening are marked as such.")
    yield from rules_in_words(sheet.rules)
    if sheet.min_age_days:
        yield ngettext(
            "You must have been a member for a day at the opening.",
            "You must have been a member for %(days)s days at the opening.",
            sheet.min_age_days,
            days=sheet.min_age_days,
        )
