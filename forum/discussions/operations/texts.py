"""The slow half of publishing: Markdown to HTML with everything a text refers to, before the database is locked.

A text is rendered for every reader of the topic it stands in. What it quotes or links to is shown in it only if all
of those readers may read that too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from flask import current_app
from flask_babel import force_locale, gettext as _
from sqlalchemy import Select, func, select, union_all

from forum.accounts.models import FormerHandle, Member
from forum.core.database import db
from forum.core.http import LARGEST_NUMBER
from forum.core.i18n import DEFAULT_LANGUAGE, localized
from forum.core.language import detect
from forum.core.markup.context import Card, Labels, RenderContext, Rendered
from forum.core.markup.quotes import ATTRIBUTION
from forum.core.markup.render import render
from forum.core.policy import Audience, Invalid, Viewer
from forum.core.typed_text import clean_text
from forum.discussions.models import Category, Post, Topic
from forum.discussions.models.post import SOURCE_LENGTH
from forum.uploads.queries import images_by_key


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text ready to be stored, and under which conditions it was made.

    `withheld` are the quoted posts whose words it leaves out, `read_level` the audience for which it was rendered.
    """

    source: str
    rendered: Rendered
    language: str
    read_level: int
    withheld: frozenset[int]

    @property
    def quoted(self) -> list[int]:
        """The numbers of the posts that it says to quote, as far as a post can have them."""
        return sorted({quote.post_id for quote in self.rendered.quotes if quote.post_id <= LARGEST_NUMBER})


def prepare_text(
    source: str, *, read_level: int, language: str | None = None, usual: str = DEFAULT_LANGUAGE
) -> Prepared:
    """Return `source` cleaned, checked and rendered for a topic that readers of `read_level` open.

    Args:
        source: Markdown as it was typed.
        read_level: the audience of the topic.
        language: the language of the text where it is known; it is detected otherwise.
        usual: the language of a text too short to tell.

    Raises:
        Invalid: when there is nothing in it, or too much.
    """
    source = checked_source(source)
    return render_anew(source, read_level=read_level, language=language or detect(_own_words(source), usual))


def render_anew(source: str, *, read_level: int, language: str) -> Prepared:
    """Return a text that was accepted once, rendered as things stand now, whatever its length has become."""
    withheld = withheld_quotes([source], read_level=read_level)
    rendered = render(source, context=text_context(language, read_level, withheld))
    return Prepared(source, rendered, language, read_level, withheld)


def checked_source(source: str) -> str:
    """Return what was typed as it may be stored.

    Raises:
        Invalid: when there is nothing in it, or too much.
    """
    source = clean_text(source)
    if not source.strip():
        raise Invalid(_("Write something first."), field="body")
    if len(source) > SOURCE_LENGTH:
        raise Invalid(
            _("This is too long: at most %(most)s characters.", most=SOURCE_LENGTH),
            field="body",
        )
    return source


def withheld_quotes(sources: Iterable[str], *, read_level: int) -> frozenset[int]:
    """Return those of the posts quoted in `sources` whose words not every reader of `read_level` may read.

    The quoted posts stay as they are until the present transaction ends.
    """
    quoted = {int(match[3]) for source in sources for match in ATTRIBUTION.finditer(source)}
    if not quoted:
        return frozenset()
    possible = [post_id for post_id in quoted if post_id <= LARGEST_NUMBER]
    readable = Post.visible_to(_everyone(read_level))
    shown = select(Post.id).where(Post.id.in_(possible), readable).with_for_update(read=True)
    return frozenset(quoted) - frozenset(db.session.scalars(shown))


def member_ids(handles: Iterable[str]) -> dict[str, int]:
    """Return the numbers of members by their handles."""
    wanted = set(handles)
    if not wanted:
        return {}
    found = select(Member.handle, Member.id).where(Member.handle.in_(wanted))
    return {handle: member_id for handle, member_id in db.session.execute(found)}


def usual_language(member_id: int | None, otherwise: str = DEFAULT_LANGUAGE) -> str:
    """Return the language in which a member reads and so probably writes; `otherwise` where that is not known."""
    return db.session.scalar(select(Member.language).where(Member.id == member_id)) or otherwise


def _own_words(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if not line.startswith(">"))


def _everyone(read_level: int) -> Viewer:
    return Viewer(id=None, clearance=read_level)


def text_context(
    language: str = DEFAULT_LANGUAGE,
    read_level: int = Audience.EVERYONE,
    withheld: frozenset[int] = frozenset(),
) -> RenderContext:
    """Return what a text in `language` for readers of `read_level` is rendered with."""
    return RenderContext(
        public_url=current_app.config["PUBLIC_URL"],
        labels=_labels(language),
        withheld_quotes=withheld,
        find_members=_find_members,
        find_images=images_by_key,
        find_cards=lambda paths: _find_cards(paths, language, read_level),
    )


@cache
def _labels(language: str) -> Labels:
    """Return our own words in a text: the same in every text of a language."""
    with force_locale(language):
        return Labels(
            spoiler=_("Spoiler"), withheld=_("The quoted text is hidden."), former=_("Former member")
        )


def _find_members(handles: frozenset[str]) -> Mapping[str, str]:
    """A handle that somebody gave up still leads to them: nobody else is ever given it."""
    here = Member.active.is_(True) & Member.erased_at.is_(None)
    once_used = select(FormerHandle.handle.label("typed"), Member.handle).join(Member).where(here)
    now_used = select(Member.handle.label("typed"), Member.handle).where(here)
    found = union_all(
        once_used.where(FormerHandle.handle.in_(handles)), now_used.where(Member.handle.in_(handles))
    )
    return {typed: handle for typed, handle in db.session.execute(found)}


def _find_cards(paths: frozenset[str], language: str, read_level: int) -> Mapping[str, Card]:
    topics = card_topics(paths)
    everyone = _everyone(read_level)
    found = (
        select(Topic.id, Topic.title, Category.names)
        .join(Category, Category.id == Topic.category_id)
        .where(
            Topic.id.in_(set(topics.values())), Topic.visible_to(everyone), Topic.title_visible_to(everyone)
        )
    )
    cards = {
        topic_id: Card(title=title, detail=localized(names, language))
        for topic_id, title, names in db.session.execute(found)
    }
    return {path: cards[topic_id] for path, topic_id in topics.items() if topic_id in cards}


def card_topics(paths: Iterable[str]) -> dict[str, int]:
    """Return the topic to which each path of a topic or a post leads now; paths that lead nowhere are left out."""
    numbers = {path: number for path in paths if (number := _number(path)) <= LARGEST_NUMBER}
    posts = {number for path, number in numbers.items() if path.startswith("/posts/")}
    topic_of = _pairs(select(Post.id, Post.topic_id).where(Post.id.in_(posts))) if posts else {}
    leads = {path: topic_of.get(n) if path.startswith("/posts/") else n for path, n in numbers.items()}
    present = func.coalesce(Topic.merged_into_id, Topic.id)
    stands_in = _pairs(select(Topic.id, present).where(Topic.id.in_(set(leads.values())))) if leads else {}
    return {path: stands_in[topic_id] for path, topic_id in leads.items() if topic_id in stands_in}


def _pairs(statement: Select[int, int]) -> dict[int, int]:
    return {one: other for one, other in db.session.execute(statement)}


def _number(path: str) -> int:
    return int(path.split("/")[2].partition("?")[0].partition("#")[0])
