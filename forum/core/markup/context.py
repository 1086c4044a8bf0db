"""What goes into rendering besides the text, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Labels:
    """The few words that rendering adds itself, in the language of the text."""

    spoiler: str = "Spoiler"
    withheld: str = "The quoted text is hidden."
    former: str = "Former member"


@dataclass(frozen=True, slots=True)
class Image:
    """What is known about an uploaded image: its size, and the widths in which smaller ones are kept."""

    width: int
    height: int
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What a link card shows of a page of the community. Only what every reader of the text may see."""

    title: str
    detail: str = ""


def _nothing(_: frozenset[str]) -> Mapping[str, str]:
    return {}


def _no_images(_: frozenset[str]) -> Mapping[str, Image]:
    return {}


def _no_cards(_: frozenset[str]) -> Mapping[str, Card]:
    return {}


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What the renderer may ask. Each lookup is called at most once a text, with everything it wants to know.

    Attributes:
        public_url: canonical origin; links that start with it are the community's own.
        labels: words that rendering adds.
        withheld_quotes: ids of posts whose text may not be shown where it is quoted.
        find_members: from handles as typed, in lower case, to handles as they are; unknown ones are left out.
        find_images: from upload keys to what is known about them.
        find_cards: from paths such as `/topics/7` to cards; only for pages that every reader may open.
    """

    public_url: str = ""
    labels: Labels = field(default_factory=Labels)
    withheld_quotes: frozenset[int] = frozenset()
    find_members: Callable[[frozenset[str]], Mapping[str, str]] = _nothing
    find_images: Callable[[frozenset[str]], Mapping[str, Image]] = _no_images
    find_cards: Callable[[frozenset[str]], Mapping[str, Card]] = _no_cards


@dataclass(frozen=True, slots=True)
class QuoteRef:
    """A quoted post: its id, and the handle to which the quote ascribes it."""

    post_id: int
    handle: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text, ready to be stored.

    Attributes:
        html: safe HTML; quotes of withheld posts are empty in it.
        text: plain text for search and notices, without quoted and without covered (spoiler) text.
        mentions: handles of members spoken to, each once, those inside quotes left out.
        quotes: posts quoted, each once, withheld ones included: their change of visibility changes this text.
        links: addresses linked to, in order.
        images: keys of the uploads shown, each once.
        cards: paths shown as link cards, each once: their change of visibility changes this text.
    """

    html: str
    text: str
    mentions: tuple[str, ...] = ()
    quotes: tuple[QuoteRef, ...] = ()
    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
