"""What this room's acts are called in the record."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from forum.audit.words import Detail, RoomWords, Subject, one_of, register_words
from forum.core.attention import sources
from forum.desk.words import GIFT_NAMES, answer_done

ACTS = {
    "post.removed-at-the-desk": _l("Post removed at the desk"),
    "post.seen": _l("Post seen and left as it is"),
    "post.liked-as-team": _l("Post liked as the team"),
    "post.valued": _l("Post valued"),
    "post.personalised": _l("Post answered personally"),
    "answer.undone": _l("Answer taken back"),
    "item.acted-upon": _l("Decided in the queue"),
    "item.left": _l("Left in the queue as it is"),
    "item.assigned": _l("Given to somebody in the queue"),
    "item.held": _l("Put on hold in the queue"),
    "item.taken-over": _l("Taken over from a colleague"),
    "complaint.marked": _l("Post marked as a complaint"),
    "complaint.unmarked": _l("Post no longer marked as a complaint"),
    "talk.opened": _l("Private conversation begun"),
    "talk.closed": _l("Private conversation closed"),
    "talk.reopened": _l("Private conversation opened again"),
    "task.given": _l("Task given to somebody"),
    "task.done": _l("Task done"),
    "task.dropped": _l("Task dropped"),
    "desk-picture.added": _l("Picture added to the brand’s set"),
    "desk-picture.changed": _l("Picture of the brand’s set described anew"),
    "desk-picture.retired": _l("Picture of the brand’s set retired"),
    "desk-picture.brought-back": _l("Picture of the brand’s set offered again"),
}


def init_app(app: Flask) -> None:
    """Enter them."""
    register_words(
        app,
        "desk",
        RoomWords(
            _l("The desk"),
            acts=ACTS,
            subjects={
                "item": Subject(_l("Entry of the queue"), lambda id: url_for("desk.item", item_id=id)),
                "talk": Subject(_l("Private conversation"), lambda id: url_for("desk.talk", talk_id=id)),
                "task": Subject(_l("Task"), lambda id: url_for("desk.task", task_id=id)),
                "answer": Subject(_l("Answer of the team")),
                "desk-picture": Subject(
                    _l("Picture of the brand’s set"), lambda id: url_for("desk.picture", picture_id=id)
                ),
            },
            details={
                "to": Detail(_l("To"), is_member=True),
                "was": Detail(_l("Until then with"), is_member=True),
                "kind": Detail(_l("Which answer"), answer_done),
                "act": Detail(_l("What"), _act),
                "gift": Detail(_l("Gift"), one_of({gift.value: name for gift, name in GIFT_NAMES.items()})),
                "reason": Detail(_l("Reason")),
                "names": Detail(_l("Name")),
                "alts": Detail(_l("What it shows")),
            },
        ),
    )


def _act(value: Any) -> str:
    """Return what was done, as the queue offered it."""
    source_key, _colon, key = str(value).partition(":")
    source = sources.get(source_key)
    offered = next((each for each in source.acts if each.key == key), None) if source else None
    return str(offered.name) if offered else str(value)
