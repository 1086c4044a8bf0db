"""Where members are mentioned in what the team says, notes and keeps ready at its desk."""

from __future__ import annotations

from forum.core.former_mentions import plain_words
from forum.desk.models import (
    Answer,
    DeskItem,
    DeskNote,
    Greeting,
    PersonalTask,
    ReplyTemplate,
    Talk,
    TalkMessage,
)

MENTIONING = (
    plain_words(Talk, "subject", "closed_because"),
    plain_words(TalkMessage, "text"),
    plain_words(Greeting, "words"),
    plain_words(DeskItem, "held_because"),
    plain_words(DeskNote, "text"),
    plain_words(Answer, "sentence"),
    plain_words(PersonalTask, "outcome"),
    plain_words(ReplyTemplate, "text", language=ReplyTemplate.__table__.c.language),
)
