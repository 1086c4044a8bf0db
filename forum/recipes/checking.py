"""Whether a document can be published: one clear message for each field that cannot."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _, ngettext as _n

from forum.core.policy import Invalid
from forum.recipes.document import ALLERGENS, DIETS, DIFFICULTIES, Document

MOST_INGREDIENTS = 300
MOST_STEPS = 100
STEP_LENGTH = 4_000
TIPS_LENGTH = 4_000
WORD_LENGTH = 100
KEYWORD_LENGTH = 250
CATEGORY_LENGTH = 400
MOST_WORDS = 40
MOST_PHOTOS = 20
LONGEST_MINUTES = 60 * 24 * 60
MOST_YIELD = 10_000
TIMES = ("prep_minutes", "cook_minutes", "rest_minutes", "total_minutes")


def check_document(document: Document) -> None:
    """Let pass what can be published.

    Raises:
        Invalid: with one message for each field that cannot be accepted. Fields are named as in the document; the
            third step is `step-2`.
    """
    errors: dict[str, str] = {}
    for field, message in (
        *_ingredients(document),
        *_steps(document),
        *_numbers(document),
        *_words(document),
    ):
        errors.setdefault(field, message)
    if errors:
        raise Invalid(errors=errors)


def _ingredients(document: Document) -> Iterator[tuple[str, str]]:
    count = len(document.ingredients)
    if not count:
        yield "ingredients", _("Write at least one ingredient.")
    if count > MOST_INGREDIENTS:
        yield (
            "ingredients",
            _(
                "These are %(count)s ingredients: at most %(most)s fit. Perhaps these are several recipes?",
                count=count,
                most=MOST_INGREDIENTS,
            ),
        )


def _steps(document: Document) -> Iterator[tuple[str, str]]:
    if not document.steps:
        yield "steps", _("Write at least one step.")
    if len(document.steps) > MOST_STEPS:
        yield "steps", _n("At most %(num)s step fits.", "At most %(num)s steps fit.", MOST_STEPS)
    for place, step in enumerate(document.steps[:MOST_STEPS]):
        if not step.text.strip():
            yield f"step-{place}", _("Say what to do in this step, or remove it.")
        elif len(step.text) > STEP_LENGTH:
            yield f"step-{place}", _too_long(STEP_LENGTH)
        elif not _is_time(step.minutes):
            yield f"step-{place}", _impossible_time()
        elif len(step.part) > WORD_LENGTH:
            yield f"step-{place}", _too_long(WORD_LENGTH)


def _numbers(document: Document) -> Iterator[tuple[str, str]]:
    for name in TIMES:
        if not _is_time(getattr(document, name)):
            yield name, _impossible_time()
    if document.yield_amount is not None and not 0 < document.yield_amount <= MOST_YIELD:
        yield "yield_amount", _("Write a number from 1 to %(most)s, such as 4.", most=MOST_YIELD)
    if document.difficulty is not None and document.difficulty not in DIFFICULTIES:
        yield "difficulty", _("Choose one of these.")


def _words(document: Document) -> Iterator[tuple[str, str]]:
    if not set(document.diets) <= set(DIETS):
        yield "diets", _("Choose one of these.")
    if not set(document.allergens or ()) <= set(ALLERGENS):
        yield "allergens", _("Choose one of these.")
    lengths = {"yield_unit": WORD_LENGTH, "category": CATEGORY_LENGTH, "cuisine": WORD_LENGTH}
    for name, most in {**lengths, "tips": TIPS_LENGTH}.items():
        if len(getattr(document, name)) > most:
            yield name, _too_long(most)
    for name in ("keywords", "products", "tools"):
        words = getattr(document, name)
        if len(words) > MOST_WORDS:
            yield name, _n("At most %(num)s word.", "At most %(num)s words.", MOST_WORDS)
        elif any(len(word) > KEYWORD_LENGTH for word in words):
            yield name, _too_long(KEYWORD_LENGTH)
    if len(document.photos) > MOST_PHOTOS:
        yield "photos", _n("At most %(num)s photo.", "At most %(num)s photos.", MOST_PHOTOS)


def _is_time(minutes: int | None) -> bool:
    return minutes is None or 0 <= minutes <= LONGEST_MINUTES


def _impossible_time() -> str:
    return str(_("This time cannot be right. Write minutes, such as 30."))


def _too_long(most: int) -> str:
    return str(_("This is too long: at most %(most)s characters.", most=most))
