"""What a topic's page tells search engines, in the vocabulary of schema.org.

https://developers.google.com/search/docs/appearance/structured-data/discussion-forum and …/qapage. Only words that
stand for every reader are told: nothing hidden, whoever looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app

from forum.core.breadcrumbs import CONTEXT, breadcrumb_list
from forum.core.kinds import Detail
from forum.core.pagination import NumberedPages
from forum.discussions.addresses import category_address, member_address, post_address
from forum.discussions.models import PostState
from forum.discussions.queries.categories import Shelf
from forum.discussions.queries.people import Person
from forum.discussions.queries.topic_page_rows import PostRow, TopicHead

TEXT_LENGTH = 1_500
QUESTION = "question"


def structured_data_of(
    topic: TopicHead,
    shelves: Sequence[Shelf],
    pages: NumberedPages,
    posts: Sequence[PostRow],
    answer: PostRow | None,
    detail: Detail | None = None,
) -> list[dict[str, Any]]:
    """Return the descriptions of a topic's page: the way to it (`shelves`, outermost first), and what stands on it.

    What a kind describes itself (`detail`) comes first, when its post stands for every reader.
    """
    if topic.title is None:
        return []
    standing = [post for post in posts if _stands(post)]
    first = next((post for post in standing if post.number == 1), None)
    replies = [post for post in standing if post.number > 1]
    if topic.kind == QUESTION and replies and first is not None:
        described = _question_page(topic, first, replies, answer)
    else:
        described = _discussion(topic, pages, first, replies)
    if detail is not None and detail.described is not None and first is not None:
        return [dict(detail.described), described, _way(topic, shelves)]
    return [described, _way(topic, shelves)]


def _discussion(
    topic: TopicHead, pages: NumberedPages, first: PostRow | None, replies: Sequence[PostRow]
) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "DiscussionForumPosting",
        "headline": topic.title,
        "url": _absolute(topic.href()),
        "author": _person(topic.author),
        "datePublished": topic.created_at.isoformat(),
        "inLanguage": topic.language,
        "interactionStatistic": [
            _count("LikeAction", topic.like_count),
            _count("CommentAction", topic.replies),
        ],
        "comment": [_comment(post, "Comment") for post in replies],
    }
    if first is not None:
        described["text"] = _words(first)
    else:
        described["mainEntityOfPage"] = _absolute(topic.href(pages.page))
    return described


def _question_page(
    topic: TopicHead, first: PostRow, replies: Sequence[PostRow], answer: PostRow | None
) -> dict[str, Any]:
    question: dict[str, Any] = {
        "@type": "Question",
        "name": topic.title,
        "text": _words(first),
        "url": _absolute(topic.href()),
        "author": _person(topic.author),
        "datePublished": topic.created_at.isoformat(),
        "inLanguage": topic.language,
        "answerCount": topic.replies,
        "upvoteCount": first.like_count,
        "suggestedAnswer": [_comment(post, "Answer") for post in replies if post.id != topic.answer_post_id],
    }
    if answer is not None and _stands(answer):
        question["acceptedAnswer"] = _comment(answer, "Answer")
    return {"@context": CONTEXT, "@type": "QAPage", "mainEntity": question}


def _comment(post: PostRow, kind: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@type": kind,
        "text": _words(post),
        "url": _absolute(post_address(post.id)),
        "author": _person(post.author),
        "datePublished": post.posted_at.isoformat(),
    }
    if kind == "Answer":
        return described | {"upvoteCount": post.like_count}
    return described | {"interactionStatistic": _count("LikeAction", post.like_count)}


def _way(topic: TopicHead, shelves: Sequence[Shelf]) -> dict[str, Any]:
    steps = [(shelf.name, category_address(shelf.slug)) for shelf in shelves]
    return breadcrumb_list([*steps, (topic.title or "", topic.href())])


def _person(person: Person) -> dict[str, Any]:
    if not person.handle:
        return {"@type": "Person", "name": "–"}
    return {"@type": "Person", "name": person.name, "url": _absolute(member_address(person.handle))}


def _count(action: str, number: int) -> dict[str, Any]:
    return {
        "@type": "InteractionCounter",
        "interactionType": f"{CONTEXT}/{action}",
        "userInteractionCount": number,
    }


def _stands(post: PostRow) -> bool:
    return post.state == PostState.VISIBLE and post.text is not None


def _words(post: PostRow) -> str:
    return (post.text or "")[:TEXT_LENGTH]


def _absolute(path: str) -> str:
    return f"{current_app.config['PUBLIC_URL']}{path}"
