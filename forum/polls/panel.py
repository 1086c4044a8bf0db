"""What stands in the poll's place on a page: everything worked out, so that the template only prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _, ngettext

from forum.core.clock import clock
from forum.core.jobs import Job
from forum.core.policy import Viewer
from forum.discussions.queries.topic_facts import topic_facts
from forum.polls.answer_words import own_vote
from forum.polls.choices import Typed
from forum.polls.facts import facts_of, moment_words, secrecy_in_short
from forum.polls.operations.live import STEP
from forum.polls.policy import may_manage, may_see_results, why_not_anew, why_not_vote
from forum.polls.question_views import QuestionView, question_view
from forum.polls.sheet import Sheet
from forum.polls.standing import Standing
from forum.polls.under_way import sealing_of
from forum.polls.words import Kind, Shown, State
from forum.traits.queries import Asked, open_questions


@dataclass(frozen=True, slots=True)
class Panel:
    """A poll as one viewer sees it."""

    sheet: Sheet
    href: str
    state: str
    """draft, open, held, counting or sealed."""
    status: str
    when: str | None
    """When it closes or closed, in words."""
    facts: tuple[str, ...]
    questions: tuple[QuestionView, ...]
    shows_form: bool
    is_guest: bool
    has_voted: bool
    why_not: str | None
    waiting: str | None
    may_manage: bool
    may_succeed: bool
    has_voters_page: bool
    has_files: bool
    has_read_out: bool
    error: str | None = None
    receipt: str | None = None
    said: str | None = None
    beforehand: tuple[Asked, ...] = ()
    """What the brand asks before the first vote: optional, and frozen on the ballot."""
    sealing: Job | None = None
    """How far counting for good has come."""
    pairs: QuestionView | None = None
    """The question that is asked pair by pair now: beside others it begins once those are answered."""
    own_vote: str = ""
    """What the viewer voted, for them alone."""

    @property
    def secrecy(self) -> str:
        """Whether names are shown: said before anybody votes."""
        return secrecy_in_short(self.sheet)

    @property
    def in_form(self) -> tuple[QuestionView, ...]:
        """The questions that are answered at once."""
        return tuple(each for each in self.questions if each.question.kind is not Kind.DUEL)

    @property
    def told(self) -> tuple[QuestionView, ...]:
        """The questions whose result or options are told, apart from the pairs that are being asked."""
        return tuple(each for each in self.questions if each is not self.pairs)

    @property
    def has_further_places(self) -> bool:
        """Whether a duel has more places than stand here."""
        return any(each.result is not None and each.result.further > 0 for each in self.questions)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What has just been sent, and what became of it."""

    typed: Typed | None = None
    errors: Mapping[str, str] | None = None
    receipt: str | None = None
    said: str | None = None


NOTHING = Attempt()


def panel_of(
    viewer: Viewer,
    sheet: Sheet,
    standing: Standing,
    attempt: Attempt = NOTHING,
    *,
    now: datetime | None = None,
    changing: bool = False,
) -> Panel:
    """Return what `viewer` is shown of a poll; `changing` brings the form back to those who have voted."""
    now = now or clock.now()
    takes = sheet.takes_votes(now)
    why_not = why_not_vote(viewer, sheet, standing) if viewer.id is not None and takes else None
    sees = may_see_results(viewer, sheet, has_voted=standing.has_voted)
    errors = attempt.errors or {}
    again = changing and sheet.may_change
    state = _state(sheet, now)
    shows_form = (
        takes and why_not is None and (not standing.has_voted or again or any(errors) or sheet.is_duel)
    )
    asks_pairs = (
        sheet.duel is not None and takes and why_not is None and (sheet.is_duel or standing.has_voted)
    )
    questions = tuple(
        question_view(
            viewer, sheet, standing, question, attempt.typed, errors, sees=sees, asks_pairs=asks_pairs
        )
        for question in sheet.questions
    )
    return Panel(
        sheet=sheet,
        href=f"/polls/{sheet.id}",
        state=state,
        status=_status(sheet, state),
        when=_when(sheet, state),
        facts=tuple(facts_of(sheet)),
        questions=questions,
        pairs=questions[-1] if asks_pairs and (sheet.is_duel or not shows_form) else None,
        shows_form=shows_form,
        is_guest=viewer.id is None,
        has_voted=standing.has_voted,
        why_not=why_not,
        waiting=None if sees and _has_result(sheet, standing) else _waiting(sheet, standing, state, sees),
        may_manage=may_manage(viewer, sheet),
        may_succeed=may_manage(viewer, sheet) and _may_be_asked_anew(sheet),
        has_voters_page=sees and not sheet.is_secret,
        has_read_out=sees and sheet.state == State.SEALED,
        has_files=sees and sheet.publishes_ballots and sheet.state == State.SEALED,
        error=errors.get(""),
        receipt=attempt.receipt,
        said=attempt.said,
        sealing=sealing_of(sheet),
        beforehand=_beforehand(viewer, shows_form and not standing.has_voted),
        own_vote="" if shows_form else own_vote(sheet, standing.choices),
    )


def _beforehand(viewer: Viewer, is_before: bool) -> tuple[Asked, ...]:
    return tuple(open_questions(viewer.id)) if is_before and viewer.id is not None else ()


def _state(sheet: Sheet, now: datetime) -> str:
    if sheet.state == State.OPEN:
        if sheet.held_at is not None:
            return "held"
        return "open" if sheet.takes_votes(now) else "counting"
    return {State.DRAFT: "draft", State.CLOSED: "counting"}.get(sheet.state, "sealed")


def _status(sheet: Sheet, state: str) -> str:
    if state == "sealed":
        return str(ngettext("%(num)s vote", "%(num)s votes", sheet.voters or 0))
    words = {
        "draft": _("Draft: only you and the team see it"),
        "open": _("Open until it is closed") if sheet.closes_at is None else _("Open for votes"),
        "held": _("On hold"),
        "counting": _("Closed, being counted"),
    }
    return str(words[state])


def _when(sheet: Sheet, state: str) -> str | None:
    if state == "open" and sheet.closes_at is not None:
        return str(_("closes on %(moment)s", moment=moment_words(sheet.closes_at)))
    if state == "sealed" and sheet.closed_at is not None:
        return str(_("closed on %(moment)s", moment=moment_words(sheet.closed_at)))
    return None


def _has_result(sheet: Sheet, standing: Standing) -> bool:
    return sheet.state == State.SEALED or standing.live is not None


def _may_be_asked_anew(sheet: Sheet) -> bool:
    if sheet.state == State.DRAFT or sheet.is_succeeded:
        return False
    # Only what has ended can be settled: an open poll asks nothing for this.
    return sheet.state == State.OPEN or not why_not_anew(_kind_of(sheet.topic_id), sheet.id)


def _kind_of(topic_id: int) -> str:
    return topic_facts([topic_id])[topic_id].kind


def _waiting(sheet: Sheet, standing: Standing, state: str, sees: bool) -> str | None:
    """Return why no result is shown."""
    if state == "draft":
        return None
    if state == "held":
        return str(_("The clock has jumped. The team is checking when this poll closes; nothing is lost."))
    if sheet.shown is Shown.BRAND and not sees:
        return str(_("The result is for the team alone."))
    if state == "counting":
        return str(_("The result stands here in a moment."))
    if not sees and sheet.shown is Shown.AFTER_VOTING:
        return str(_("You see the result once you have voted."))
    if not sees:
        return str(_("Everybody sees the result when the poll has closed."))
    if sheet.is_secret:
        return str(_("The first result is shown when there are %(step)s votes.", step=STEP))
    return str(_("No votes have been counted yet."))
