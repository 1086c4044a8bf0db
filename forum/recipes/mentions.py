"""Where members are mentioned in creations, as they are and as they were."""

from __future__ import annotations

from sqlalchemy import select

from forum.core.former_mentions import MentioningTexts, plain_words
from forum.discussions.models import Topic
from forum.recipes.models import Creation, CreationVersion


def _documents(model: type[Creation] | type[CreationVersion]) -> MentioningTexts:
    language = select(Topic.language).where(Topic.id == model.topic_id).scalar_subquery()
    return plain_words(model, "document", language=language)


MENTIONING = (_documents(Creation), _documents(CreationVersion))
