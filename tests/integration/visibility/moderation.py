"""What moderation says and keeps: to its author, to colleagues, to keepers of evidence, to a stranger with a link."""

from __future__ import annotations

from collections.abc import Iterator

from forum.accounts.models import Member
from forum.accounts.operations.members import describe_member
from forum.core.database import db, write_transaction
from forum.core.policy import GUEST
from forum.moderation.models import PurgeGround, Suspicion
from forum.moderation.operations import Notice, file_notice, hide_post, hide_profile, object_to_statement
from forum.moderation.operations.evidence import Lock, lock_as_evidence
from forum.moderation.operations.purging import ask_for_purge
from forum.moderation.policy import get_statement_for
from tests.integration.visibility.canaries import JUDGES, NOBODY, Canary, canary, sentence, word
from tests.integration.visibility.planting import Garden

NOTICE = "moderation.notice"
KEEPERS = frozenset({"emil"})


def judge(garden: Garden) -> None:
    """Hide with a message, take an objection and a notice, lock a threat, ask for a purge."""
    bruno, dana, now = garden.viewer("bruno"), garden.viewer("dana"), garden.now
    garden.answer("judged", "public", "dana")
    with write_transaction():
        hiding = hide_post(
            garden.again("judged"), reason="unkind", message=word("message"), actor=bruno, now=now
        )
        statement = get_statement_for(dana, hiding.statement_id or 0)
        object_to_statement(statement, text=word("objection"), actor=dana, now=now)
    with write_transaction():
        notice = Notice(
            f"/posts/{garden.posts['shown'].id}",
            "illegal",
            word("noticetext"),
            "Wilma",
            "zqnotifier@example.org",
            in_good_faith=True,
            language="en",
        )
        file_notice(garden.again("shown"), notice, actor=GUEST, now=now)
        request = {"because": word("purgebecause"), "actor": bruno, "now": now}
        ask_for_purge(garden.again("late"), ground=PurgeGround.ERASURE, **request)
    garden.answer("locked", "public", "dana")
    with write_transaction():
        lock = Lock(Suspicion.THREAT, "", note=word("lockednote"))
        lock_as_evidence(garden.again("locked"), lock, actor=bruno, now=now)
    _hide_a_profile(garden)


def _hide_a_profile(garden: Garden) -> None:
    with write_transaction():
        dana = db.session.get_one(Member, garden.cast.dana.id)
        words = sentence("hiddenabout")
        describe_member(
            dana,
            first_name="",
            about_source=words,
            about_html=f"<p>{words}</p>",
            languages=[],
            now=garden.now,
        )
        hide_profile(dana, reason="unkind", actor=garden.viewer("bruno"), now=garden.now)


def moderation_canaries() -> Iterator[Canary]:
    """Return whom each of these words may reach."""
    for name in ("judged", "locked", "message", "objection"):
        yield canary(name, JUDGES | {"dana"})
    yield Canary(word("noticetext"), JUDGES, behind=NOTICE)
    yield Canary("zqnotifier@example.org", NOBODY)
    yield canary("purgebecause", JUDGES)
    yield canary("lockednote", KEEPERS)
    yield canary("hiddenabout", JUDGES | {"dana"})
