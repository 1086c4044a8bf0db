"""What a topic's page shows: the head of the topic, and the posts of one page by their numbers."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Integer, and_, bindparam, case, func, label, select, union_all
from sqlalchemy.orm import aliased

from forum.accounts.models import Member
from forum.core.database import AnyRow, AnySelect
from forum.core.pagination import POSTS_PER_PAGE, NumberedPages
from forum.core.policy import NotFound, Viewer
from forum.core.reading import ASKING, fetch
from forum.discussions.addresses import UNREADABLE_SLUG
from forum.discussions.models import Post, Tag, Topic, topic_tag
from forum.discussions.policy import check_read_level
from forum.discussions.queries.people import NOBODY, person_columns, person_from
from forum.discussions.queries.topic_page_rows import PostRow, ReplyTo, TagName, TopicHead


def topic_head(viewer: Viewer, topic_id: int) -> TopicHead:
    """Return the head of the topic `topic_id`, in one statement with its tags.

    Raises:
        NotFound, NotAllowed: when `viewer` may not open it.
    """
    rows = fetch(_head_statement(), viewer, topic_id=topic_id).all()
    if not rows:
        raise NotFound
    row = rows[0]
    check_read_level(viewer, row.read_level)
    if not row.may_open:
        raise NotFound
    return TopicHead(
        id=row.id,
        kind=row.kind,
        category_id=row.category_id,
        author_id=row.author_id,
        author=person_from(*row[-6:]),
        title=row.title,
        slug=row.slug if row.title is not None else UNREADABLE_SLUG,
        language=row.language,
        read_level=row.read_level,
        created_at=row.created_at,
        last_post_at=row.last_post_at,
        last_number=row.next_number - 1,
        post_count=row.post_count,
        like_count=row.like_count,
        pinned=row.pinned,
        closed_at=row.closed_at,
        closed_note=row.closed_note,
        is_hidden=row.is_hidden,
        is_held=row.is_held,
        answer_post_id=row.answer_post_id,
        merged_into_id=row.merged_into_id,
        tags=tuple(TagName(each.tag_slug, each.tag_name) for each in rows if each.tag_slug),
    )


def posts_of_page(viewer: Viewer, topic: TopicHead, pages: NumberedPages) -> list[PostRow]:
    """Return the posts of one page, in one statement with their authors and what they answer.

    On the first page of a question its accepted answer comes along, wherever it stands. Posts that wait for a
    moderator are among them: pages leave out those without words.
    """
    answer_id = topic.answer_post_id if pages.page == 1 else None
    rows = fetch(
        _posts_statement(answer_id is not None),
        viewer,
        topic_id=topic.id,
        first=pages.first,
        last=pages.last,
        **({"answer_id": answer_id} if answer_id is not None else {}),
    )
    return [_post(row) for row in rows]


def count_after(viewer: Viewer, topic_id: int, number: int) -> int:
    """Return how many posts that `viewer` may read, and did not write, stand after `number`."""
    return int(fetch(_after_statement(), viewer, topic_id=topic_id, number=number).scalar_one())


@cache
def _after_statement() -> AnySelect:
    return select(func.count()).where(
        Post.topic_id == bindparam("topic_id"),
        Post.number > bindparam("number"),
        Post.author_id.is_distinct_from(ASKING.own_id),
        Post.visible_to(ASKING),
    )


@cache
def _head_statement() -> AnySelect:
    return (
        select(
            Topic.id,
            Topic.kind,
            Topic.category_id,
            Topic.author_id,
            case((Topic.title_visible_to(ASKING), Topic.title)).label("title"),
            Topic.slug,
            Topic.language,
            Topic.read_level,
            Topic.created_at,
            Topic.last_post_at,
            Topic.next_number,
            Topic.post_count,
            Topic.like_count,
            Topic.pinned,
            Topic.closed_at,
            Topic.closed_note,
            Topic.is_hidden,
            Topic.is_held,
            Topic.answer_post_id,
            Topic.merged_into_id,
            label("may_open", Topic.visible_to(ASKING)),
            Tag.slug.label("tag_slug"),
            Tag.name.label("tag_name"),
            *person_columns(),
        )
        .select_from(Topic)
        .outerjoin(Member, Member.id == Topic.author_id)
        .outerjoin(topic_tag, topic_tag.c.topic_id == Topic.id)
        .outerjoin(Tag, Tag.id == topic_tag.c.tag_id)
        .where(Topic.id == bindparam("topic_id"))
        .order_by(Tag.slug)
    )


@cache
def _posts_statement(with_answer: bool) -> AnySelect:
    parent = aliased(Post)
    parent_author = aliased(Member)
    readable = Post.visible_to(ASKING)
    return (
        select(
            Post.id,
            Post.number,
            Post.author_id,
            Post.created_at,
            Post.edited_at,
            Post.state,
            Post.hidden_reason,
            Post.like_count,
            case((readable, Post.html)).label("html"),
            case((readable, Post.text)).label("text"),
            parent.id.label("parent_id"),
            parent.number.label("parent_number"),
            parent_author.name.label("parent_name"),
            parent_author.erased_at.label("parent_author_erased_at"),
            *person_columns(),
        )
        .select_from(Post)
        .outerjoin(Member, Member.id == Post.author_id)
        .outerjoin(parent, and_(parent.id == Post.reply_to_id, parent.visible_to(ASKING)))
        .outerjoin(parent_author, parent_author.id == parent.author_id)
        .where(Post.id.in_(_ids_on_page(with_answer)))
        .order_by(Post.number)
    )


def _ids_on_page(with_answer: bool) -> AnySelect | CompoundSelect[Any]:
    """Return which posts stand on a page. Nothing else may narrow the outer statement, or SQLite walks the whole topic.

    The limit never leaves anything out. It tells PostgreSQL that there are few: it takes a topic and a range of numbers
    for independent of each other, and would join page 1 of a very long topic with a scan of all posts.
    """
    first, last = bindparam("first", type_=Integer), bindparam("last", type_=Integer)
    page = (
        select(Post.id)
        .where(Post.topic_id == bindparam("topic_id"), Post.number.between(first, last))
        .order_by(Post.number)
        .limit(POSTS_PER_PAGE)
        .subquery()
    )
    if not with_answer:
        return select(page.c.id)
    answer = select(Post.id).where(Post.id == bindparam("answer_id"), Post.topic_id == bindparam("topic_id"))
    return union_all(select(page.c.id), answer)


def _post(row: AnyRow) -> PostRow:
    reply_to = None
    if row.parent_id is not None:
        name = row.parent_name if row.parent_author_erased_at is None else None
        reply_to = ReplyTo(row.parent_id, row.parent_number, name or NOBODY.name)
    return PostRow(
        id=row.id,
        number=row.number,
        author_id=row.author_id,
        author=person_from(*row[-6:]),
        posted_at=row.created_at,
        edited_at=row.edited_at,
        state=row.state,
        hidden_reason=row.hidden_reason,
        like_count=row.like_count,
        html=row.html,
        text=row.text,
        reply_to=reply_to,
    )
