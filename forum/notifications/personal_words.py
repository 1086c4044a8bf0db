"""What this room keeps about a member, in plain words."""

from __future__ import annotations

from typing import Any

from babel.dates import get_month_names
from flask_babel import get_locale, lazy_gettext as _l

from forum.core.notices import notice_kinds
from forum.core.personal_words import AT_POST, AT_TOPIC, Part, PersonalWords, Section, moment, one_of, plainly
from forum.notifications.forms import PACE_NAMES


def _kind(key: str) -> str:
    known = notice_kinds.get(key)
    return str(known.label) if known else plainly(key)


def _clock(minutes: Any) -> str:
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}"


def _month(number: Any) -> str:
    return str(get_month_names("wide", "stand-alone", str(get_locale() or "en"))[int(number)])


KIND = Part(_l("Kind"), _kind)
MAIL = Part(_l("By mail"), one_of(PACE_NAMES))

WORDS = PersonalWords(
    _l("Notices"),
    {
        "notices": Section(
            _l("What you were told"),
            {
                "kind": KIND,
                "post_id": Part(_l("Post"), AT_POST),
                "at": Part(_l("When"), moment),
                "read_at": Part(_l("Read"), moment),
                "mailed_at": Part(_l("Mailed"), moment),
            },
        ),
        "choices": Section(
            _l("What you want to hear of"),
            {
                "kind": KIND,
                "page": Part(_l("In the page")),
                "mail": MAIL,
                "push": Part(_l("On your devices")),
            },
        ),
        "devices": Section(
            _l("Your devices"),
            {
                "name": Part(_l("Name")),
                "service": Part(_l("Service that delivers")),
                "since": Part(_l("Since"), moment),
                "last_sent_at": Part(_l("Last notice"), moment),
            },
        ),
        "topics": Section(
            _l("Topics with a choice of their own"), {"topic_id": Part(_l("Where"), AT_TOPIC), "mail": MAIL}
        ),
        "quiet_hours": Section(
            _l("Quiet hours"), {"from": Part(_l("From"), _clock), "until": Part(_l("Until"), _clock)}
        ),
        "birthday": Section(_l("Birthday"), {"month": Part(_l("Month"), _month), "day": Part(_l("Day"))}),
    },
)
