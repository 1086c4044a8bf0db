"""What the desk shows elsewhere: the bar and the brand's mark on posts, the way to the queue in the header."""

from __future__ import annotations

from flask import Flask

from forum.core.attention import AnswerKind
from forum.core.slots import Slot, fill
from forum.desk.queries import marks
from forum.desk.words import ANSWER_ICONS, ANSWER_NAMES, WHAT_FOLLOWS, done_name


def init_app(app: Flask) -> None:
    """Fill the places, and let templates call the answers by name."""
    app.jinja_env.globals |= {
        "answer_name": lambda kind: str(ANSWER_NAMES[AnswerKind(kind)]),
        "answer_icon": lambda kind: ANSWER_ICONS[AnswerKind(kind)],
        "answer_follows": lambda kind: str(WHAT_FOLLOWS[AnswerKind(kind)]),
        "answer_done": done_name,
    }
    for slot in (
        Slot("post.below", "brand", "desk/_brand_mark.html", marks.load_marks, personal=False, plain=True),
        Slot("post.actions", "desk", "desk/_post_bar.html", marks.load_bar, order=80, plain=True),
        Slot("header", "desk", "desk/_header.html", marks.load_way, order=20, plain=True),
    ):
        fill(app, slot)
