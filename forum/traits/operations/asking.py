"""What the brand asks: making a question, changing its words, and asking it no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from forum.audit.changes import Facts, changed
from forum.audit.operations import record_act
from forum.core.database import db
from forum.core.i18n import LANGUAGES, offered_languages
from forum.core.policy import Actor, Invalid, NotAllowed, NotFound, Permission
from forum.core.typed_text import clean_line
from forum.core.versions import SITE, touch
from forum.traits.models import (
    CHOICE_LENGTH,
    PURPOSE_LENGTH,
    QUESTION_LENGTH,
    Trait,
    TraitAnswer,
    TraitChoice,
)

MOST_QUESTIONS = 5
"""Each band more makes the combination on a ballot rarer: five coarse questions, and no more at a time."""
FEWEST_CHOICES = 2
MOST_CHOICES = 12
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChoiceSaid:
    """One answer as it was typed; `id` names the one whose words it changes."""

    words: Words
    id: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionSaid:
    """A question as it was typed, its words by language."""

    labels: Words
    purposes: Words
    choices: Sequence[ChoiceSaid]


def ask_members(said: QuestionSaid, *, actor: Actor, now: datetime) -> Trait:
    """Begin to ask members something.

    Raises:
        NotAllowed: for all but the brand and administrators.
        Invalid: with one message for each part that is missing or too long, or when enough is asked already.
    """
    require_ask(actor)
    labels, purposes, choices = _checked(said)
    asked = db.session.scalars(select(Trait.id).where(Trait.retired_at.is_(None))).all()
    if len(asked) >= MOST_QUESTIONS:
        raise Invalid(
            _("At most %(most)s questions are asked at a time: end one first.", most=MOST_QUESTIONS)
        )
    trait = Trait(labels=labels, purposes=purposes, created_at=now)
    db.session.add(trait)
    db.session.flush()
    _keep_choices(trait.id, choices, now)
    _done("trait.asked", trait, actor, now, {})
    return trait


def change_question(trait_id: int, said: QuestionSaid, *, actor: Actor, now: datetime) -> None:
    """Change the words of a question and its answers. Answers left out are put aside, and who gave one is asked anew.

    Raises:
        NotAllowed, Invalid: as in `ask_members`.
        NotFound: for a question that is not asked.
    """
    require_ask(actor)
    trait = _asked(trait_id)
    was = _facts(trait)
    trait.labels, trait.purposes, choices = _checked(said)
    kept = [each.id for each in choices if each.id is not None]
    given_up = TraitChoice.trait_id == trait_id, TraitChoice.id.not_in(kept), TraitChoice.retired_at.is_(None)
    gone = db.session.scalars(select(TraitChoice.id).where(*given_up)).all()
    db.session.execute(
        delete(TraitAnswer).where(TraitAnswer.trait_id == trait_id, TraitAnswer.choice_id.in_(gone))
    )
    db.session.execute(update(TraitChoice).where(TraitChoice.id.in_(gone)).values(retired_at=now))
    _keep_choices(trait_id, choices, now)
    _done("trait.changed", trait, actor, now, was)


def end_question(trait_id: int, *, actor: Actor, now: datetime) -> None:
    """Ask a question no more, and forget what was answered: its purpose is gone. Ballots keep their bands.

    Raises:
        NotAllowed: for all but the brand and administrators.
        NotFound: for a question that is not asked.
    """
    require_ask(actor)
    trait = _asked(trait_id)
    was = _facts(trait)
    trait.retired_at = now
    db.session.execute(delete(TraitAnswer).where(TraitAnswer.trait_id == trait_id))
    _done("trait.ended", trait, actor, now, was)


def require_ask(actor: Actor) -> None:
    """Refuse those who may not ask members.

    Raises:
        NotAllowed: for them.
    """
    if Permission.ASK_MEMBERS not in actor.permissions:
        raise NotAllowed(_("This page is for the team."))


def _asked(trait_id: int) -> Trait:
    trait = db.session.get(Trait, trait_id, populate_existing=True, with_for_update=True)
    if trait is None or trait.retired_at is not None:
        raise NotFound
    return trait


def _keep_choices(trait_id: int, choices: Sequence[ChoiceSaid], now: datetime) -> None:
    known = {
        row.id: row for row in db.session.scalars(select(TraitChoice).where(TraitChoice.trait_id == trait_id))
    }
    for position, each in enumerate(choices, start=1):
        row = known.get(each.id) if each.id is not None else None
        if row is None:
            db.session.add(TraitChoice(trait_id=trait_id, words=dict(each.words), position=position))
        else:
            row.words, row.position, row.retired_at = dict(each.words), position, None
    db.session.flush()


def _facts(trait: Trait) -> Facts:
    """Return what the record keeps of a question: its words, and those of the answers that are offered."""
    offered = select(TraitChoice.words).where(
        TraitChoice.trait_id == trait.id, TraitChoice.retired_at.is_(None)
    )
    return {
        "labels": trait.labels,
        "purposes": trait.purposes,
        "choices": list(db.session.scalars(offered.order_by(TraitChoice.position))),
        "asked": trait.retired_at is None,
    }


def _done(act: str, trait: Trait, actor: Actor, now: datetime, was: Facts) -> None:
    db.session.flush()
    touch(SITE)
    record_act(
        act,
        actor=actor,
        subject_type="trait",
        subject_id=trait.id,
        now=now,
        **changed(was, _facts(trait)),
    )


def _checked(said: QuestionSaid) -> tuple[dict[str, str], dict[str, str], list[ChoiceSaid]]:
    errors: dict[str, str] = {}
    labels, purposes = _cleaned(said.labels), _cleaned(said.purposes)
    choices = [ChoiceSaid(_cleaned(each.words), each.id) for each in said.choices]
    choices = [each for each in choices if each.words]
    for name, words, longest in (("labels", labels, QUESTION_LENGTH), ("purposes", purposes, PURPOSE_LENGTH)):
        if problem := _problem(words, longest):
            errors[name] = problem
    if not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
        errors["choices"] = _("Offer %(least)s to %(most)s answers.", least=FEWEST_CHOICES, most=MOST_CHOICES)
    for each in choices:
        if problem := _problem(each.words, CHOICE_LENGTH):
            errors["choices"] = problem
    for language in LANGUAGES:
        named = [each.words[language].casefold() for each in choices if language in each.words]
        if len(set(named)) < len(named):
            errors["choices"] = _("Two answers are the same.")
    if errors:
        raise Invalid(errors=errors)
    return labels, purposes, choices


def _cleaned(words: Words) -> dict[str, str]:
    cleaned = {code: clean_line(words.get(code, "")) for code in LANGUAGES}
    return {code: text for code, text in cleaned.items() if text}


def _problem(words: Words, longest: int) -> str | None:
    missing = [name for code, name in offered_languages().items() if code not in words]
    if missing:
        return str(
            _("Write it in every language of the community. Missing: %(names)s.", names=", ".join(missing))
        )
    if any(len(text) > longest for text in words.values()):
        return str(_("This is too long: at most %(most)s characters.", most=longest))
    return None
