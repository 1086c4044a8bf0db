"""HTML of each token that Potluck renders otherwise than CommonMark does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from forum.core.markup.addresses import is_external, upload_key
from forum.core.markup.context import RenderContext
from forum.core.markup.former import in_words
from forum.core.markup.plain import inline_text
from forum.core.markup.quotes import Quote, quote_at
from forum.core.markup.survey import CARD, Survey

REL = "nofollow ugc noopener"
SIZES = "(max-width: 48rem) 100vw, 44rem"
USUAL_WIDTH = 800
LONGEST_TITLE = 300


class Renderer(RendererHTML):
    """Renders one text, with what its survey found out."""

    def __init__(self, context: RenderContext, seen: Survey) -> None:
        self.rules = {name: getattr(self, name) for name in _RULES}
        self._context = context
        self._seen = seen

    def mention(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A link to the member, or the words as they were typed."""
        shown = escapeHtml(tokens[idx].content)
        handle = self._seen.members.get(tokens[idx].content[1:].lower())
        return f'<a href="/members/{escapeHtml(handle)}" class="mention">{shown}</a>' if handle else shown

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A link; one that leaves the community says so to search engines and to the page it opens."""
        return self._link(str(tokens[idx].attrs["href"]), str(tokens[idx].attrs.get("title", "")))

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """An uploaded image, or a link to an image that lies elsewhere."""
        token = tokens[idx]
        source, words = str(token.attrs["src"]), inline_text(token.children)
        key = upload_key(source, self._context.public_url)
        title = str(token.attrs.get("title", ""))
        if key:
            return self._upload(key, words, title)
        shown = escapeHtml(words or source)
        return shown if token.meta["in_link"] else f"{self._link(source, title)}{shown}</a>"

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A table that scrolls within itself where the screen is narrow, by keyboard too."""
        return '<div class="table-wrap" tabindex="0">\n<table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """End of a table."""
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A cell of the first row."""
        return _cell("th", tokens[idx])

    def td_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A cell."""
        return _cell("td", tokens[idx])

    def blockquote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A quote, which knows the quoted post if it says whose words it holds."""
        quote = quote_at(tokens[idx])
        known = f' class="quote" data-post="{quote.ref.post_id}"' if quote else ""
        return f"<blockquote{known}>\n"

    def quote_source(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Who wrote it, as a link back."""
        quote: Quote = tokens[idx].meta["quote"]
        label = in_words(quote.label, self._context.labels.former)
        return f'<p class="quote-source"><a href="/posts/{quote.ref.post_id}">{escapeHtml(label)}</a></p>\n'

    def quote_withheld(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """What stands in place of words that may not be shown."""
        return f'<p class="quote-withheld">{escapeHtml(self._context.labels.withheld)}</p>\n'

    def container_spoiler_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """A covered block: the browser opens and closes it."""
        title = tokens[idx].info.strip().removeprefix("spoiler").strip() or self._context.labels.spoiler
        return f'<details class="spoiler">\n<summary>{escapeHtml(title)}</summary>\n'

    def container_spoiler_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        """End of a covered block."""
        return "</details>\n"

    def render(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> Any:
        """Return the HTML of `tokens`."""
        html: list[str] = []
        skip = -1
        for number, token in enumerate(tokens):
            following = tokens[number + 1] if number + 1 < len(tokens) else token
            if number <= skip:
                continue
            if token.type == "paragraph_open" and following.meta.get(CARD) in self._seen.known_cards:
                html.append(self._card(following.meta[CARD]))
                skip = number + 2
            elif token.type == "inline":
                html.append(self.renderInline(token.children or [], options, env))
            elif token.type in self.rules:
                html.append(self.rules[token.type](tokens, number, options, env))
            else:
                html.append(self.renderToken(tokens, number, options, env))
        return "".join(html)

    def _card(self, path: str) -> str:
        """What a page of the community says about itself, in place of its bare address."""
        card = self._seen.known_cards[path]
        detail = f" <small>{escapeHtml(card.detail)}</small>" if card.detail else ""
        words = f"<strong>{escapeHtml(card.title)}</strong>{detail}"
        return f'<p class="link-card"><a href="{escapeHtml(path)}">{words}</a></p>\n'

    def _link(self, address: str, title: str) -> str:
        titled = f' title="{escapeHtml(title[:LONGEST_TITLE])}"' if title else ""
        away = f' rel="{REL}"' if is_external(address, self._context.public_url) else ""
        return f'<a href="{escapeHtml(address)}"{titled}{away}>'

    def _upload(self, key: str, words: str, title: str) -> str:
        known = self._seen.known_images.get(key)
        attributes = {"src": f"/uploads/{key}/full.webp", "alt": words}
        if title:
            attributes["title"] = title[:LONGEST_TITLE]
        if known:
            attributes |= {"width": str(known.width), "height": str(known.height)}
        if known and known.widths:
            usual = max((width for width in known.widths if width <= USUAL_WIDTH), default=known.widths[0])
            attributes["src"] = f"/uploads/{key}/{usual}.webp"
            kept = [f"/uploads/{key}/{width}.webp {width}w" for width in known.widths]
            attributes["srcset"] = ", ".join(kept)
            attributes["sizes"] = SIZES
        attributes |= {"loading": "lazy", "decoding": "async"}
        return "<img " + " ".join(f'{name}="{escapeHtml(value)}"' for name, value in attributes.items()) + ">"


def _cell(tag: str, token: Token) -> str:
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f'<{tag} class="align-{side}">' if side else f"<{tag}>"


_RULES = [name for name in dir(Renderer) if not name.startswith(("_", "render", "html"))]
