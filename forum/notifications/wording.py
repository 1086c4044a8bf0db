"""The words of a notice, made when they are read: in the reader's language, and only with what they may read then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from forum.core.notices import NoticeKind
from forum.core.reasons import reason_name


def sentence(
    kind: NoticeKind, *, actor: str | None, title: str | None, others: int, data: Mapping[str, Any]
) -> str:
    """Return the sentence of one notice. A title that may not be read is `None`, as is the name of one who left."""
    words = kind.bundled if kind.bundled and others else kind.sentence
    return str(words) % {
        "actor": actor or _("Somebody"),
        "title": title or _("a topic"),
        "others": others,
        "reason": reason_name(data.get("reason")),
        **(kind.fill(data) if kind.fill else {}),
    }
