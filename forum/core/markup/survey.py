"""A look over parsed tokens before they become HTML: what they mention, quote, link to and show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from forum.core.markup.addresses import card_path, upload_key
from forum.core.markup.context import Card, Image, QuoteRef, RenderContext
from forum.core.markup.former import in_words, is_former
from forum.core.markup.quotes import quote_at

WITHHELD = "quote_withheld"
CARD = "card"


@dataclass(slots=True)
class Survey:
    """What a text contains, in order, and what the lookups of its context answered."""

    handles: dict[str, bool] = field(default_factory=dict)
    quotes: list[QuoteRef] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    attribute_size: int = 0
    members: dict[str, str] = field(default_factory=dict)
    known_images: dict[str, Image] = field(default_factory=dict)
    known_cards: dict[str, Card] = field(default_factory=dict)

    @property
    def mentions(self) -> tuple[str, ...]:
        """Known handles of those spoken to outside quotes, each once."""
        spoken_to = (
            self.members[typed]
            for typed, outside in self.handles.items()
            if outside and typed in self.members
        )
        return tuple(dict.fromkeys(spoken_to))


def withhold(tokens: list[Token], context: RenderContext) -> list[Token]:
    """Return `tokens` with a placeholder for the words of each quote that may not be shown."""
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        if depth:
            depth += token.nesting if token.type.startswith("blockquote_") else 0
            if depth:
                continue
        kept.append(token)
        quote = quote_at(token)
        if quote and quote.ref.post_id in context.withheld_quotes:
            source_line = Token("quote_source", "p", 0, meta={"quote": quote}, block=True)
            kept += [source_line, Token(WITHHELD, "p", 0, block=True)]
            depth = 1
    return kept


def survey(tokens: list[Token], context: RenderContext) -> Survey:
    """Return what `tokens` contain and ask `context` about it, once a kind."""
    seen = Survey()
    depth = 0
    for number, token in enumerate(tokens):
        quote = quote_at(token)
        if quote:
            seen.quotes.append(quote.ref)
        if token.type in ("blockquote_open", "blockquote_close") and (depth or quote):
            depth += token.nesting
        if token.type == "inline":
            _note_inline(token.children or [], seen, context, in_quote=depth > 0)
            _note_card(tokens, number, seen, context)
    seen.members = dict(context.find_members(frozenset(seen.handles))) if seen.handles else {}
    seen.known_images = dict(context.find_images(frozenset(seen.images))) if seen.images else {}
    seen.known_cards = dict(context.find_cards(frozenset(seen.cards))) if seen.cards else {}
    return seen


def _note_inline(children: list[Token], seen: Survey, context: RenderContext, *, in_quote: bool) -> None:
    for token, in_link in _with_links(children):
        if token.type == "mention" and is_former(token.content):
            token.type, token.content = "text", context.labels.former
        elif token.type == "mention":
            typed = token.content[1:].lower()
            seen.handles[typed] = seen.handles.get(typed, False) or not in_quote
        elif token.type == "text":
            token.content = in_words(token.content, context.labels.former)
        elif token.type == "link_open":
            seen.links.append(str(token.attrs["href"]))
        elif token.type == "image":
            token.meta["in_link"] = in_link
            key = upload_key(str(token.attrs["src"]), context.public_url)
            if key:
                seen.images.append(key)
            else:
                seen.links.append(str(token.attrs["src"]))
        seen.attribute_size += sum(len(str(value)) for value in token.attrs.values())


def _with_links(children: list[Token]) -> Iterator[tuple[Token, bool]]:
    depth = 0
    for token in children:
        yield token, depth > 0
        depth += token.nesting if token.type in ("link_open", "link_close") else 0


def _note_card(tokens: list[Token], number: int, seen: Survey, context: RenderContext) -> None:
    """Mark a paragraph that is nothing but the address of a page of the community."""
    before = tokens[number - 1]
    if before.type != "paragraph_open" or before.level or len(tokens[number].content) > 300:
        return
    path = card_path(tokens[number].content.strip(), context.public_url)
    if path:
        tokens[number].meta[CARD] = path
        seen.cards.append(path)
