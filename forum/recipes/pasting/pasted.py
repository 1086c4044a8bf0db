"""What was read out of something pasted: a title, a story and a document, for its author to look over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from forum.recipes.document import Document, IngredientGroup, Step
from forum.recipes.ingredient_lines import Ingredient, read_heading, read_line

MOST_INGREDIENTS = 400
MOST_STEPS = 200
STEP_LENGTH = 4_000
PART_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Pasted:
    """A recipe from elsewhere as far as it was understood. `language` is None where it does not say."""

    title: str = ""
    story: str = ""
    language: str | None = None
    document: Document = field(default_factory=Document)


def groups_of(lines: Iterable[str], language: str) -> tuple[IngredientGroup, ...]:
    """Return the ingredients of `lines`, parted where a line is a heading."""
    groups: list[tuple[str, list[Ingredient]]] = [("", [])]
    for line in list(lines)[:MOST_INGREDIENTS]:
        heading = read_heading(line, language)
        if heading:
            groups.append((heading, []))
        elif line.strip():
            groups[-1][1].append(read_line(line, language))
    return tuple(IngredientGroup(title, tuple(found)) for title, found in groups if found or title)


def steps_of(texts: Iterable[str | tuple[str, str]]) -> tuple[Step, ...]:
    """Return the steps that are not empty; a pair is a step with the part of the work that begins with it."""
    pairs = [("", each) if isinstance(each, str) else each for each in list(texts)[:MOST_STEPS]]
    return tuple(
        Step(text.strip()[:STEP_LENGTH], part=part.strip(": ")[:PART_LENGTH])
        for part, text in pairs
        if text.strip()
    )
