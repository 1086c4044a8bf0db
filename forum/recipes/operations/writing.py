"""Publishing a creation, and changing it. The post carries it in words, so that it goes wherever the post goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from forum.core.database import db
from forum.core.i18n import DEFAULT_LANGUAGE
from forum.core.policy import Actor, Invalid
from forum.core.versions import topic_scope, touch
from forum.discussions.models import Category, Post, Topic
from forum.discussions.models.post import SOURCE_LENGTH
from forum.discussions.operations.editing import edit_post
from forum.discussions.operations.texts import Prepared, prepare_text
from forum.discussions.operations.topics import start_topic, topic_of
from forum.recipes.checking import check_document
from forum.recipes.creation_kinds import creation_kind
from forum.recipes.document import Document, from_json, meaning, to_json
from forum.recipes.models import Creation, CreationVersion
from forum.recipes.operations.rows import store_document
from forum.recipes.words import in_words, story_of


@dataclass(frozen=True, slots=True)
class Written:
    """A document that was checked, and the words in which its post carries it."""

    document: Document
    text: Prepared


def prepare_creation(
    document: Document,
    story: str,
    *,
    read_level: int,
    language: str | None = None,
    usual: str = DEFAULT_LANGUAGE,
) -> Written:
    """Return `document` checked and brought into words: the slow half, before the database is locked.

    Raises:
        Invalid: with one message for each field of the document, or `body`, that cannot be accepted.
    """
    check_document(document)
    source = in_words(document, story, language or usual)
    if len(source) > SOURCE_LENGTH:
        raise Invalid(
            _("All of this together is too long. Shorten the story or some of the steps."), field="body"
        )
    return Written(document, prepare_text(source, read_level=read_level, language=language, usual=usual))


def start_creation(
    written: Written,
    *,
    kind: str,
    category: Category,
    title: str,
    author: Actor,
    now: datetime,
    tags: Iterable[str] = (),
    variation_of: Topic | None = None,
    once: str | None = None,
    silent: bool = False,
) -> Topic:
    """Begin a topic of a creation kind.

    Args:
        written: what `prepare_creation` made.
        kind: key of a kind of creation.
        category: where it shall stand.
        title: what it is called.
        author: who made it.
        now: the present moment.
        tags: words under which it shall be found.
        variation_of: the topic whose creation this one varies.
        once: as for any topic.
        silent: as for any topic.

    Raises:
        NotAllowed, Invalid: as for any topic.
    """
    if creation_kind(kind) is None:
        raise Invalid(_("Choose what kind of topic this is."), field="kind")
    topic = start_topic(
        category=category,
        kind=kind,
        title=title,
        source=written.text,
        author=author,
        now=now,
        tags=tags,
        language=written.text.language,
        once=once,
        silent=silent,
    )
    creation = Creation(
        topic_id=topic.id,
        kind=kind,
        document={},
        variation_of_id=variation_of.id if variation_of is not None else None,
    )
    db.session.add(creation)
    store_document(creation, written.document)
    if variation_of is not None:
        touch(topic_scope(variation_of.id))
    return topic


def edit_creation(
    post: Post,
    written: Written,
    *,
    title: str,
    editor: Actor,
    now: datetime,
    based_on_revision: int,
    tags: Iterable[str] | None = None,
) -> None:
    """Let the creation that `post` carries be another; what it said before becomes a revision, and a version whole.

    Where it means the same as before, only words that differ (title, story, tags) are changed.

    Raises:
        NotAllowed, EditConflict, Invalid: as for any post.
    """
    creation = db.session.get_one(Creation, topic_of(post).id)
    before, stood = from_json(creation.document), post.revision_count
    is_same = meaning(before) == meaning(written.document)
    is_same_story = story_of(post.source) == story_of(written.text.source)
    edit_post(
        post,
        source=post.source if is_same and is_same_story else written.text,
        editor=editor,
        now=now,
        based_on_revision=based_on_revision,
        title=title,
        tags=tags,
    )
    if not is_same:
        kept = CreationVersion(
            topic_id=creation.topic_id, revision=stood, document=to_json(before), replaced_at=now
        )
        db.session.add(kept)
        store_document(creation, written.document)
