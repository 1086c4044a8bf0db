"""From the form to a document, and back. Whatever is wrong is said beside its field; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from flask_babel import gettext as _

from forum.core.language import detect
from forum.core.policy import Invalid
from forum.core.typed_text import clean_line, clean_text
from forum.recipes.amounts import Amount, parse_amount, print_amount
from forum.recipes.checking import LONGEST_MINUTES, MOST_INGREDIENTS
from forum.recipes.document import ENDS_PART, Document, IngredientGroup, Step
from forum.recipes.folding import fold
from forum.recipes.forms import CreationForm
from forum.recipes.ingredient_lines import Ingredient, parse_line, read_heading
from forum.recipes.typed import Parts, StepRow, address_of, key_of

MINUTES = ("prep_minutes", "cook_minutes", "rest_minutes")
FEWEST_LETTERS = 3
MOST_TOLD = 5
TOLD_LETTERS = 20
DASHES = ("-", "–", "—")


def document_from(form: CreationForm, parts: Parts, before: Document, usual: str) -> Document:
    """Return the document that was typed; what the form does not show stays as it was `before`.

    Raises:
        Invalid: with one message for each field. What is wrong with a step is written beside it, in `parts`.
    """
    errors: dict[str, str] = {}
    language = language_of(form, parts, usual)
    groups: tuple[IngredientGroup, ...] = ()
    try:
        groups = groups_from(form.ingredients.data or "", language)
    except Invalid as error:
        errors["ingredients"] = str(error)
    names = [ingredient for group in groups for ingredient in group.ingredients]
    steps = tuple(_step(row, names, errors) for row in parts.steps if not row.is_empty)
    document = replace(
        before,
        groups=groups,
        steps=steps,
        yield_amount=_yield(form, language, errors),
        yield_unit=_line(form.yield_unit.data),
        difficulty=int(form.difficulty.data) if form.difficulty.data else None,
        tips=clean_text(form.tips.data or ""),
        diets=tuple(parts.diets),
        allergens=tuple(parts.allergens) if parts.declared or parts.allergens else None,
        category=_line(form.course.data),
        cuisine=_line(form.cuisine.data) if "cuisine" in form else before.cuisine,
        products=_words(form.products.data),
        tools=_words(form.tools.data),
        cover=key_of(form.cover.data or ""),
        photos=tuple(key for address in parts.photos if (key := key_of(address))),
        prep_minutes=_minutes(form, "prep_minutes", errors),
        cook_minutes=_minutes(form, "cook_minutes", errors),
        rest_minutes=_minutes(form, "rest_minutes", errors),
    )
    if errors:
        raise Invalid(errors=errors)
    return document


def fill_from_document(form: CreationForm, document: Document, language: str) -> None:
    """Put a document into the form, for a change or for review."""
    form.ingredients.data = lines_of(document)
    if document.yield_amount is not None:
        form.yield_amount.data = print_amount(Amount(document.yield_amount), language)
    form.yield_unit.data = document.yield_unit
    for name in MINUTES:
        minutes = getattr(document, name)
        form[name].data = "" if minutes is None else str(minutes)
    form.difficulty.data = str(document.difficulty or "")
    form.tips.data = document.tips
    form.course.data = document.category
    if "cuisine" in form:
        form.cuisine.data = document.cuisine
    form.products.data = ", ".join(document.products)
    form.tools.data = ", ".join(document.tools)
    form.cover.data = address_of(document.cover)


def lines_of(document: Document) -> str:
    """Return the ingredients as one text: a line each, titles with a colon."""
    lines: list[str] = []
    for group in document.groups:
        if group.title:
            lines += ["", f"# {group.title}"] if lines else [f"# {group.title}"]
        lines += [each.line for each in group.ingredients]
    return "\n".join(lines)


def groups_from(text: str, language: str) -> tuple[IngredientGroup, ...]:
    """Return the ingredients that were typed, a line each; titles end with a colon or begin with "#".

    Raises:
        Invalid: for too many lines, or for those that are impossible; it says which.
    """
    lines = [line for line in clean_text(text).splitlines() if line.strip()]
    if len(lines) > 2 * MOST_INGREDIENTS:
        raise Invalid(
            _(
                "These are %(count)s ingredients: at most %(most)s fit. Perhaps these are several recipes?",
                count=len(lines),
                most=MOST_INGREDIENTS,
            )
        )
    groups: list[tuple[str, list[Ingredient]]] = [("", [])]
    impossible: list[str] = []
    for line in lines:
        title = read_heading(line, language)
        if title is not None:
            groups.append((title, []))
            continue
        try:
            groups[-1][1].append(parse_line(line, language))
        except Invalid as error:
            impossible.append(_beside_line(line.strip(), str(error)))
    if impossible:
        raise Invalid(" ".join(impossible[:MOST_TOLD]))
    return tuple(IngredientGroup(title, tuple(found)) for title, found in groups if title or found)


def _beside_line(line: str, why: str) -> str:
    """Return what is wrong with a line, and which it is, where that is not said anyway."""
    if line[:TOLD_LETTERS] in why:
        return why
    return str(_("“%(line)s”: %(why)s", line=line[:60], why=why))


def language_of(form: CreationForm, parts: Parts, usual: str) -> str:
    """Return the language in which the form was filled in."""
    words = [form.title.data or "", form.body.data or "", *(row.text for row in parts.steps)]
    return detect("\n".join([*words, form.ingredients.data or ""]), usual)


def _step(row: StepRow, ingredients: Sequence[Ingredient], errors: dict[str, str]) -> Step:
    text = clean_text(row.text)
    try:
        if not text.strip():
            raise Invalid(_("Say what to do in this step, or remove it."))
        minutes = _read_minutes(row.minutes)
        uses = _named(row.uses, ingredients) if row.uses.strip() else _mentioned(text, ingredients)
    except Invalid as error:
        row.error = str(error)
        errors.setdefault("steps", str(error))
        return Step(text)
    return Step(text, key_of(row.picture), minutes, uses, _part(row.part))


def _part(typed: str) -> str:
    """Return the part of the work that begins, by its name; a dash ends the one before."""
    part = _line(typed).rstrip(" :")
    return ENDS_PART if part in DASHES else part


def _named(typed: str, ingredients: Sequence[Ingredient]) -> tuple[int, ...]:
    """Return the places of the ingredients that were named, separated by commas."""
    places = []
    for name in filter(None, (fold(each) for each in typed.split(","))):
        found = [place for place, each in enumerate(ingredients) if name in fold(f"{each.name} {each.line}")]
        if not found:
            raise Invalid(_("“%(name)s” is not among the ingredients.", name=name[:60]))
        places.append(found[0])
    return tuple(dict.fromkeys(places))


def _mentioned(text: str, ingredients: Sequence[Ingredient]) -> tuple[int, ...]:
    """Return the places of the ingredients whose whole name stands in the text of a step."""
    said = f" {fold(text)} "
    return tuple(
        place
        for place, each in enumerate(ingredients)
        if len(name := fold(each.name)) >= FEWEST_LETTERS and any(f"{name}{end}" in said for end in " .,;:)")
    )


def _yield(form: CreationForm, language: str, errors: dict[str, str]) -> Fraction | None:
    typed = _line(form.yield_amount.data)
    if not typed:
        return None
    try:
        return parse_amount(typed, language).low
    except Invalid as error:
        errors["yield_amount"] = str(error)
        return None


def _minutes(form: CreationForm, name: str, errors: dict[str, str]) -> int | None:
    try:
        return _read_minutes(form[name].data or "")
    except Invalid as error:
        errors[name] = str(error)
        return None


def _read_minutes(typed: str) -> int | None:
    text = typed.strip().lower().removesuffix("min").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and int(text) <= LONGEST_MINUTES):
        raise Invalid(_("This time cannot be right. Write minutes, such as 30."))
    return int(text)


def _line(typed: str | None) -> str:
    return clean_line(typed or "")


def _words(typed: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for each in (typed or "").split(",") if (word := clean_line(each))))
