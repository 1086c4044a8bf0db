"""Putting what was pasted into a form in which something may be typed already. Nothing typed is replaced."""

from __future__ import annotations

from forum.recipes.forms import CreationForm
from forum.recipes.pasting.pasted import Pasted
from forum.recipes.reading_form import fill_from_document
from forum.recipes.typed import Parts, parts_from_document

ONE_LINE = (
    "title", "body", "yield_amount", "yield_unit", "prep_minutes", "cook_minutes", "rest_minutes", "difficulty",
    "tips", "course", "cuisine", "products", "tools",
)  # fmt: skip


def fill_from_pasted(form: CreationForm, parts: Parts, pasted: Pasted, usual: str) -> bool:
    """Fill what is empty; put ingredients and steps below those that were typed.

    Returns:
        whether anything had been typed.
    """
    found = type(form).offering([], is_food="cuisine" in form, is_new=False)
    found.process(formdata=None)
    found.title.data, found.body.data = pasted.title[:200], pasted.story
    fill_from_document(found, pasted.document, pasted.language or usual)
    was_typed = bool((form.ingredients.data or "").strip())
    for name in ONE_LINE:
        if name in form and (form[name].data or "").strip():
            was_typed = True
        elif name in form:
            form[name].data = found[name].data
    typed = (form.ingredients.data or "").rstrip()
    form.ingredients.data = "\n".join(filter(None, (typed, found.ingredients.data)))
    new = parts_from_document(pasted.document)
    steps = [row for row in parts.steps if not row.is_empty]
    parts.steps = [*steps, *new.steps]
    parts.diets = list(dict.fromkeys([*parts.diets, *new.diets]))
    return was_typed or bool(steps)
