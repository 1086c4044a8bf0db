"""Reading a recipe out of plain words: by its headings where it has some, else by what its lines look like."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from flask_babel import gettext as _

from forum.core.policy import Invalid
from forum.core.typed_text import clean_line
from forum.recipes.document import Document
from forum.recipes.ingredient_lines import read_heading, read_line
from forum.recipes.pasting.pasted import Pasted, groups_of, steps_of
from forum.recipes.pasting.times import minutes_of, yield_of

Part = Literal["story", "ingredients", "steps", "tips"]

_HEADINGS: dict[str, Part] = {
    **dict.fromkeys(
        "ingredients|ingrédients|ingredients list|les ingrédients|zutaten|die zutaten|you need|you will need|"
        "what you need|du brauchst|il vous faut|material|materials".split("|"),
        "ingredients",
    ),
    **dict.fromkeys(
        "instructions|instruction|method|directions|steps|preparation|how to make it|how to|procedure|préparation|"
        "la préparation|étapes|les étapes|recette|réalisation|zubereitung|anleitung|so geht’s|so geht's|schritte|"
        "arbeitsschritte|die zubereitung".split("|"),
        "steps",
    ),
    **dict.fromkeys(
        "tips|tip|notes|note|astuces|astuce|conseils|conseil|tipps|tipp|hinweise|hinweis|le petit plus".split(
            "|"
        ),
        "tips",
    ),
}
_FACT = re.compile(
    r"(?P<what>(?:total|gesamt)[a-zäöü ]{0,12}|temps total|prep(?:aration)?(?: time)?|cook(?:ing)?(?: time)?|"
    r"bak(?:e|ing)(?: time)?|rest(?:ing)?(?: time)?|chill(?:ing)?(?: time)?|(?:temps de )?préparation|"
    r"(?:temps de )?cuisson|(?:temps de )?repos|zubereitungszeit|vorbereitungszeit|arbeitszeit|kochzeit|backzeit|"
    r"garzeit|ruhezeit|serves|servings?|makes|yields?|portionen|personen|nombre de personnes|pour|für|ergibt)"
    r" ?[:=]? ?(?=.{0,12}[0-9])(?P<said>.{1,60})",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"[0-9]{1,3} (?:servings?|portionen|personen|personnes|parts|portions)", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:(?:step|étape|schritt) ?)?[0-9]{1,2}(?:[.):]| -)\s+(?=\D)", re.IGNORECASE)
_LONGEST_INGREDIENT = 90
MOST_LINES = 600


def read_free_text(text: str, language: str) -> Pasted:
    """Return what the words say. Its first line is the title.

    Raises:
        Invalid: when these are more lines than any recipe has.
    """
    lines = [clean_line(line) for line in text.strip().split("\n")]
    if len(lines) > MOST_LINES:
        raise Invalid(_("This is too long. Paste the words of the recipe alone."))
    title = lines[0].strip("#*=_ ").rstrip(":")
    parts, document = _sorted(lines[1:], language)
    return Pasted(
        title=title[:200],
        story="\n".join(parts["story"]).strip(),
        document=replace(
            document,
            groups=groups_of((line for line in parts["ingredients"] if line), language),
            steps=steps_of(_paragraphs(parts["steps"])),
            tips="\n".join(parts["tips"]).strip(),
        ),
    )


def _sorted(lines: list[str], language: str) -> tuple[dict[Part, list[str]], Document]:
    """Put each line into its part, and take times and yield from those that say them."""
    parts: dict[Part, list[str]] = {"story": [], "ingredients": [], "steps": [], "tips": []}
    document = Document()
    part: Part = "story"
    told = False
    for line in lines:
        named = _HEADINGS.get(line.strip("#*=_: ").lower())
        if named:
            part, told = named, True
            continue
        known = _with_fact(document, line) if len(line) < 80 and part != "steps" else None
        if known is not None:
            document = known
            continue
        if not told and line:
            part = _guessed(line, part, language)
        parts[part].append(line)
    return parts, document


def _guessed(line: str, before: Part, language: str) -> Part:
    """Say what a line is where no heading says it."""
    if before == "steps" or _NUMBERED.match(line):
        return "steps"
    if len(line) <= _LONGEST_INGREDIENT and not line.endswith((".", "!")):
        if read_line(line, language).amount is not None or line[0] in "-•*▢□" or before == "ingredients":
            return "ingredients"
        if read_heading(line, language):
            return "ingredients"
    return "steps" if before == "ingredients" else "story"


def _with_fact(document: Document, line: str) -> Document | None:
    """Return `document` with the time or yield that `line` states; None if it states none."""
    match = _FACT.fullmatch(line.strip("-•* "))
    if match is None:
        return _with_yield(document, line) if _COUNTED.fullmatch(line.strip("-•*() ")) else None
    what = match["what"].lower()
    minutes = minutes_of(match["said"])
    if re.match("serv|make|yield|portion|person|nombre|ergibt|pour|für", what):
        counted = what.startswith(("pour", "für")) and not _COUNTED.match(match["said"].strip())
        return None if counted else _with_yield(document, match["said"])
    if minutes is None:
        return None
    if re.match("total|gesamt|temps total", what):
        return replace(document, total_minutes=minutes)
    if re.search("cook|cuisson|koch|back|bak|gar", what):
        return replace(document, cook_minutes=minutes)
    if re.search("rest|chill|repos|ruhe", what):
        return replace(document, rest_minutes=minutes)
    return replace(document, prep_minutes=minutes)


def _with_yield(document: Document, text: str) -> Document:
    amount, unit = yield_of(text)
    return replace(document, yield_amount=amount, yield_unit=unit)


def _paragraphs(lines: list[str]) -> list[str]:
    """Return the steps: each numbered line begins one; without numbers, each line or paragraph is one."""
    if any(_NUMBERED.match(line) for line in lines):
        steps: list[str] = []
        for line in filter(None, lines):
            bare = _NUMBERED.sub("", line)
            if bare != line or not steps:
                steps.append(bare)
            else:
                steps[-1] += f" {bare}"
        return steps
    return [line.lstrip("-•* ") for line in lines if line]
