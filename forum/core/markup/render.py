"""From Markdown to what a post stores: parse, look up, render, sanitise twice."""

from __future__ import annotations

from markdown_it.common.utils import escapeHtml

from forum.core.markup.context import QuoteRef, RenderContext, Rendered
from forum.core.markup.parser import TooDense, normalise, options, parse
from forum.core.markup.plain import text_of
from forum.core.markup.quotes import ATTRIBUTION
from forum.core.markup.renderer import Renderer
from forum.core.markup.safelist import sanitise, second_wall
from forum.core.markup.survey import survey, withhold

MAX_SOURCE = 50_000
MAX_ATTRIBUTES = 100_000
MAX_TAGS_AND_ENTITIES = 4_000
NO_CONTEXT = RenderContext()


def render(source: str, *, context: RenderContext = NO_CONTEXT) -> Rendered:
    """Return `source` rendered. Never raises.

    A text that is too long, or so dense with markup that it cannot be a text, is shown as it was typed:
    nothing is refused, nothing is lost, and nobody waits.
    """
    source = normalise(source)
    try:
        return _rendered(source, context)
    except TooDense:
        return _as_typed(source, context)


def _rendered(source: str, context: RenderContext) -> Rendered:
    if len(source) > MAX_SOURCE:
        raise TooDense
    tokens = withhold(parse(source), context)
    seen = survey(tokens, context)
    if seen.attribute_size > MAX_ATTRIBUTES:
        raise TooDense
    html = Renderer(context, seen).render(tokens, options(), {})
    if html.count("<") + html.count("&") > MAX_TAGS_AND_ENTITIES:
        raise TooDense
    return Rendered(
        html=sanitise(html),
        text=text_of(tokens),
        mentions=seen.mentions,
        quotes=tuple(dict.fromkeys(seen.quotes)),
        links=tuple(seen.links),
        images=tuple(dict.fromkeys(seen.images)),
        cards=tuple(dict.fromkeys(path for path in seen.cards if path in seen.known_cards)),
    )


def _as_typed(source: str, context: RenderContext) -> Rendered:
    """Show the source itself. One element and escaped text: there is nothing in it for the slow first wall."""
    quotes = tuple(dict.fromkeys(QuoteRef(int(match[3]), match[2]) for match in ATTRIBUTION.finditer(source)))
    if any(quote.post_id in context.withheld_quotes for quote in quotes):
        source = context.labels.withheld
    html = f'<pre class="plain">{escapeHtml(source)}</pre>\n'
    return Rendered(html=second_wall(html), text=source, quotes=quotes)
