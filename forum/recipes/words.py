"""A creation in words: the Markdown of its first post.

What a post can do, a creation then can, too: it is searched, quoted, mailed, shown as it was before an edit, checked
by gates, blacked out and handed over in an archive, by rooms that know nothing of recipes. The story that its author
told stands first; everything after the last rule is made from the document. See docs/adr/recipes.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from forum.recipes.amounts import Amount, print_amount
from forum.recipes.document import ENDS_PART, Document, Step
from forum.recipes.labels import allergen_name, diet_name, difficulty_name

RULE = "\n\n***\n\n"
_MARKS = re.compile(r"[\\`*_\[\]<>|~#&@!:]")
_AT_START = re.compile(r"^(?:([-+=])|([0-9]+)([.)]))")


def in_words(document: Document, story: str, language: str) -> str:
    """Return the source of the post that carries `document`, introduced by `story`."""
    return story.strip() + RULE + "\n\n".join(_blocks(document, language)) + "\n"


def story_of(source: str) -> str:
    """Return the story in the source of a post, without what was made from the document."""
    before, rule, _after = f"\n\n{source}".rpartition(RULE)
    return before.strip() if rule else source


def story_html(html: str) -> str:
    """Return the story in the stored HTML of a post: what stands before the last rule."""
    return html.rpartition("<hr")[0]


def _blocks(document: Document, language: str) -> Iterator[str]:
    if document.cover:
        yield _picture(document.cover)
    if facts := list(_facts(document, language)):
        yield " · ".join(facts)
    for group in document.groups:
        if group.title:
            yield f"**{_escaped(group.title)}**"
        if group.ingredients:
            yield "\n".join(f"- {_escaped(each.line)}" for each in group.ingredients)
    if document.tools:
        yield " · ".join(map(_escaped, document.tools))
    yield from _parts(document.steps)
    for text in (document.tips, *_said(document, language)):
        if text.strip():
            yield _lines(text, "")
    yield from map(_picture, document.photos)


def _facts(document: Document, language: str) -> Iterator[str]:
    if document.yield_amount is not None or document.yield_unit:
        amount = print_amount(Amount(document.yield_amount), language) if document.yield_amount else ""
        yield f"🍽 {amount} {_escaped(document.yield_unit)}".strip()
    signs = (("🔪", "prep"), ("🔥", "cook"), ("⏳", "rest"), ("⏱", "total"))
    for sign, name in signs:
        minutes = getattr(document, f"{name}_minutes")
        if minutes is not None:
            yield f"{sign} {minutes} min"
    if document.difficulty:
        yield difficulty_name(document.difficulty, language)


def _said(document: Document, language: str) -> Iterator[str]:
    """Yield the words under which a creation is found: what it is, what it is free of, what it was made with."""
    yield ", ".join((document.category, document.cuisine, *document.keywords)).strip(", ")
    yield ", ".join(document.products)
    yield ", ".join(diet_name(each, language) for each in document.diets)
    if document.allergens:
        yield "⚠ " + ", ".join(allergen_name(each, language) for each in document.allergens)
    yield " ".join(filter(None, (document.source.author, document.source.licence, document.source.url)))


def _parts(steps: Sequence[Step]) -> Iterator[str]:
    """Yield the steps as lists, each part of the work under its name; the numbers go on."""
    lines: list[str] = []
    for number, step in enumerate(steps, 1):
        if step.part.strip():
            yield from filter(None, ["\n".join(lines)])
            yield _escaped(step.part) if step.part == ENDS_PART else f"**{_escaped(step.part.strip())}**"
            lines = []
        lines.append(_step(number, step))
    yield from filter(None, ["\n".join(lines)])


def _step(number: int, step: Step) -> str:
    mark = f"{number}. "
    text = _lines(step.text, " " * len(mark))
    minutes = f" (⏱ {step.minutes} min)" if step.minutes is not None else ""
    picture = f"\n\n{' ' * len(mark)}{_picture(step.picture)}" if step.picture else ""
    return f"{mark}{text}{minutes}{picture}"


def _lines(text: str, indent: str) -> str:
    lines = [_escaped(line.strip()) for line in text.strip().splitlines()]
    return "\n".join(f"{indent}{line}" if line and place else line for place, line in enumerate(lines))


def _escaped(text: str) -> str:
    """Return `text` so that Markdown shows just these characters, in one paragraph."""
    marked = _MARKS.sub(r"\\\g<0>", text)
    return _AT_START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", marked)


def _picture(key: str) -> str:
    return f"![](/uploads/{key})"
