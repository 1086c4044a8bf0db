"""What a topic's page shows, as rows: the head of the topic, its tags, and its posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from markupsafe import Markup

from forum.core.markup.outline import nest_headings
from forum.core.pagination import NumberedPages
from forum.core.policy import NotFound
from forum.core.reasons import name_for_readers, reason_name
from forum.discussions.addresses import post_address, tag_address, topic_address
from forum.discussions.models import PostState
from forum.discussions.queries.people import Person


@dataclass(frozen=True, slots=True)
class TagName:
    """A tag that a topic carries."""

    slug: str
    name: str

    @property
    def href(self) -> str:
        """Where topics with this tag are listed."""
        return tag_address(self.slug)


@dataclass(frozen=True, slots=True)
class TopicHead:
    """A topic as the top of its page shows it. `title` is None for those who may not read it."""

    id: int
    kind: str
    category_id: int
    author_id: int | None
    author: Person
    title: str | None
    slug: str
    language: str
    read_level: int
    created_at: datetime
    last_post_at: datetime
    last_number: int
    post_count: int
    like_count: int
    pinned: int
    closed_at: datetime | None
    closed_note: str
    is_hidden: bool
    is_held: bool
    answer_post_id: int | None
    merged_into_id: int | None
    tags: tuple[TagName, ...]

    @property
    def replies(self) -> int:
        """How many posts follow the first."""
        return max(0, self.post_count - 1)

    def page(self, number: int) -> NumberedPages:
        """Return page `number` of the topic.

        Raises:
            NotFound: when there is no such page.
        """
        pages = NumberedPages(number, self.last_number)
        if not 1 <= number <= pages.pages:
            raise NotFound
        return pages

    def href(self, page: int = 1) -> str:
        """Return the address of a page of this topic."""
        return topic_address(self.id, self.slug, page)


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """The post that another answers, and who wrote it."""

    post_id: int
    number: int
    name: str

    @property
    def href(self) -> str:
        """Its lasting address."""
        return post_address(self.post_id)


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post of the page. `html` and `text` are None for those who may not read it."""

    id: int
    number: int
    author_id: int | None
    author: Person
    posted_at: datetime
    edited_at: datetime | None
    state: int
    hidden_reason: str | None
    like_count: int
    html: str | None
    text: str | None
    reply_to: ReplyTo | None
    own_body: Markup | None = None
    """What the topic's kind shows in place of the text."""

    @property
    def href(self) -> str:
        """Its lasting address."""
        return post_address(self.id)

    @property
    def history_href(self) -> str | None:
        """Where it can be seen what it said before, if it was ever changed."""
        return f"{post_address(self.id)}/revisions" if self.edited_at else None

    @property
    def body(self) -> Markup:
        """What it says, as HTML that was made safe when it was written."""
        if self.own_body is not None:
            return self.own_body
        return Markup(nest_headings(self.html or "", under=1))  # noqa: S704 - see forum.core.markup

    @property
    def placeholder(self) -> str | None:
        """What stands in place of its words for those who may not read them."""
        return None if self.html is not None else _why(self, name_for_readers(self.hidden_reason))

    @property
    def withheld(self) -> str | None:
        """What those who may read it, while others may not, are told of that."""
        if self.html is None or self.state == PostState.VISIBLE:
            return None
        return _why(self, reason_name(self.hidden_reason))


def _why(post: PostRow, reason: str | None) -> str:
    if post.state == PostState.HIDDEN and reason is None:
        return str(_("Hidden by the moderators."))
    if post.state == PostState.HIDDEN:
        return str(_("Hidden by the moderators. Reason: %(reason)s", reason=reason))
    if post.state == PostState.HELD:
        return str(_("Waiting for a moderator before others see it."))
    return str(_("Withdrawn by its author."))
