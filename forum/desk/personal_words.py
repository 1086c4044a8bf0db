"""What the desk keeps about a member, in plain words."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _, lazy_gettext as _l

from forum.core.personal_words import AT_POST, Part, PersonalWords, Section, moment, on_day
from forum.desk.words import answer_done, gift_name, task_state


def _messages(messages: list[dict[str, Any]]) -> str:
    """Return what was said, one after the other, each with who and when."""
    names = {"you": _("You"), "team": _("The team")}
    return "\n\n".join(f"{names[each['by']]}, {moment(each['at'])}\n{each['text']}" for each in messages)


WORDS = PersonalWords(
    _l("The team and you"),
    {
        "answers_of_the_team": Section(
            _l("Answers of the team to your posts"),
            {
                "post_id": Part(_l("Post"), AT_POST),
                "kind": Part(_l("The answer"), answer_done),
                "words": Part(_l("Text")),
                "emoji": Part(_l("Emoji")),
                "picture": Part(_l("Picture")),
                "at": Part(_l("When"), moment),
            },
        ),
        "promised": Section(
            _l("What was promised to you"),
            {
                "what": Part(_l("What"), gift_name),
                "subject": Part(_l("Subject")),
                "until": Part(_l("Due by"), on_day),
                "state": Part(_l("State"), task_state),
            },
        ),
        "private_conversations": Section(
            _l("Private conversations"),
            {
                "subject": Part(_l("Subject")),
                "opened_at": Part(_l("Begun"), moment),
                "closed_at": Part(_l("Ended on"), moment),
                "closed_because": Part(_l("Because")),
                "messages": Part(_l("Messages"), _messages),
            },
        ),
    },
)
