"""A possible crime: sealed, seen by few, every look written down, forgotten by itself."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from forum.accounts.operations.leaving import begin_erasure
from forum.core.database import db, write_transaction
from forum.core.jobs import Job
from forum.core.policy import Invalid, NotAllowed
from forum.core.settings import set_setting
from forum.desk.models import DeskCause
from forum.discussions.models import Post, PostState
from forum.moderation.models import Evidence, EvidenceLook, EvidencePicture, Suspicion
from forum.moderation.operations.evidence import (
    Lock,
    export_bundle,
    lock_as_evidence,
    open_sealed,
    tell_authorities,
)
from forum.moderation.operations.keeping import agree_to_keep, ask_to_keep, forget_overdue
from forum.moderation.operations.statements import months_after
from forum.moderation.sealing import SealedPicture
from forum.uploads.policy import may_see
from tests.conversations import NOON, answer, opening
from tests.integration.moderation.desk import a_picture, act, again
from tests.letters import told
from tests.replaying import replayed

THREAT = "I know where you live."
HERE = "http://127.0.0.1"
PICTURE = SealedPicture("k" * 24, "a letter", b"the bytes of a picture")
BrowserOf = Callable[[str], FlaskClient]
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
@replayed
def threat(cast: SimpleNamespace) -> Post:
    """Something that Alice wrote to Chloé."""
    return answer(opening(cast.viewer("chloe"), "Good morning."), cast.viewer("alice"), THREAT)


def locked(post: Post, cast: SimpleNamespace, *, life: bool = False) -> Evidence:
    evidence: Evidence = act(
        lock_as_evidence,
        post,
        Lock(Suspicion.THREAT, HERE, life_at_risk=life),
        pictures=[PICTURE],
        actor=cast.viewer("bruno"),
    )
    return evidence


def test_the_copy_holds_words_times_author_and_context(threat: Post, cast: SimpleNamespace) -> None:
    sealed = json.loads(act(open_sealed, locked(threat, cast), actor=cast.viewer("emil")))
    assert sealed["post"]["source"] == THREAT
    assert sealed["post"]["written_at"] == NOON.isoformat()
    assert (sealed["author"]["handle"], sealed["author"]["email"]) == ("alice", "alice@example.org")
    assert [each["source"] for each in sealed["context"]] == ["Good morning."]
    assert sealed["pictures"][0]["sha256"] == hashlib.sha256(PICTURE.content).hexdigest()


def test_the_post_is_hidden_and_its_placeholder_names_no_crime(
    threat: Post, cast: SimpleNamespace, guest: FlaskClient
) -> None:
    locked(threat, cast)
    page = guest.get(f"/topics/{threat.topic_id}/into-the-pot").text
    assert "Hidden by the moderators." in page
    assert "threat" not in page.lower()


@pytest.mark.parametrize("handle", ["bruno", "dana", "chloe"])
def test_not_even_moderators_open_it(threat: Post, cast: SimpleNamespace, handle: str) -> None:
    evidence = locked(threat, cast)
    with pytest.raises(NotAllowed):
        act(open_sealed, evidence, actor=cast.viewer(handle))
    assert db.session.query(EvidenceLook).count() == 0


def test_a_named_keeper_opens_it_and_every_look_is_written_down(
    threat: Post, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    evidence = locked(threat, cast)
    with write_transaction():
        set_setting("moderation.evidence_keepers", "@dana")
    dana = browser_of("dana")
    assert THREAT not in dana.get(f"/moderation/evidence/{evidence.id}").text
    assert db.session.query(EvidenceLook).count() == 0
    assert THREAT in dana.post(f"/moderation/evidence/{evidence.id}/looks").text
    assert "Dana Dill: read" in dana.get(f"/moderation/evidence/{evidence.id}").text


def test_a_copy_that_was_changed_is_not_shown_as_if_it_were_true(threat: Post, cast: SimpleNamespace) -> None:
    evidence = locked(threat, cast)
    with write_transaction():
        db.session.execute(update(Evidence).values(content='{"post":"Good morning."}'))
    with pytest.raises(Invalid, match="does not match its hash"):
        act(open_sealed, evidence, actor=cast.viewer("emil"))


def test_the_bundle_for_the_authorities_proves_itself(threat: Post, cast: SimpleNamespace) -> None:
    packed = act(export_bundle, locked(threat, cast), actor=cast.viewer("emil"))
    archive = zipfile.ZipFile(io.BytesIO(packed))
    for line in archive.read("SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    assert THREAT in archive.read("post.json").decode()
    assert json.loads(archive.read("looks.json"))["looks"][0]["by"] == "emil"


def test_only_the_sealed_copy_outlives_the_erasure_of_its_author(threat: Post, cast: SimpleNamespace) -> None:
    evidence = locked(threat, cast)
    other = opening(cast.viewer("alice"), "I like tulips.")
    with write_transaction():
        job = begin_erasure(again(cast.alice), empty_posts=True, now=NOON)
    erased(job)
    assert (again(threat).text, again(other).text) == ("", "")
    sealed = json.loads(act(open_sealed, evidence, actor=cast.viewer("emil")))
    assert sealed["author"]["email"] == "alice@example.org"


def erased(job: Job) -> None:
    told(0)
    assert db.session.get_one(Job, job.id, populate_existing=True).finished_at is not None


def test_after_twelve_months_it_is_forgotten_but_for_its_hash(threat: Post, cast: SimpleNamespace) -> None:
    evidence = locked(threat, cast)
    digest = again(evidence).sha256
    over = months_after(NOON, 12)
    with write_transaction():
        assert forget_overdue(now=over - timedelta(hours=1)) == 0
        assert forget_overdue(now=over) == 1
    assert (again(evidence).content, again(evidence).author_id) == (None, None)
    assert again(evidence).sha256 == digest
    assert db.session.query(EvidencePicture).count() == 0


def test_two_people_keep_it_for_longer(threat: Post, cast: SimpleNamespace) -> None:
    evidence = locked(threat, cast)
    with write_transaction():
        set_setting("moderation.evidence_keepers", "@dana")
    act(ask_to_keep, evidence, because="The trial is in May.", actor=cast.viewer("dana"))
    with pytest.raises(NotAllowed, match="Somebody else"):
        act(agree_to_keep, evidence, actor=cast.viewer("dana"))
    act(agree_to_keep, evidence, actor=cast.viewer("emil"), now=NOON + timedelta(days=100))
    assert again(evidence).keep_until == months_after(NOON + timedelta(days=100), 12)


def test_a_life_at_risk_opens_a_task_until_the_authorities_are_told(
    threat: Post, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    evidence = locked(threat, cast, life=True)
    waiting = db.session.query(DeskCause).filter_by(source="evidence", reference=evidence.id, settled_at=None)
    assert waiting.count() == 1
    assert "evidence-urgent" in told(cast.emil.id)
    emil = browser_of("emil")
    assert "have to be told at once" in emil.get("/moderation/evidence").text
    page = f"/moderation/evidence/{evidence.id}"
    assert emil.post(f"{page}/authorities", data={"whom": "Police, file 12"}).status_code == 303
    assert "have to be told at once" not in emil.get("/moderation/evidence").text
    db.session.rollback()
    assert waiting.count() == 0
    with pytest.raises(Invalid, match="noted already"):
        act(tell_authorities, evidence, "Police", actor=cast.viewer("emil"))


def test_suspected_child_abuse_is_blocked_for_everybody_and_never_copied(
    threat: Post, cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    upload = a_picture(cast.alice.id, threat)
    data = {"suspicion": "child-abuse"}
    assert browser_of("bruno").post(f"/posts/{threat.id}/evidence", data=data).status_code == 303
    evidence = db.session.query(Evidence).one()
    assert (evidence.content, evidence.must_be_told) == (None, True)
    assert db.session.query(EvidencePicture).count() == 0
    for handle in ("alice", "bruno", "emil"):
        assert not may_see(cast.viewer(handle), again(upload))
    for refused in (open_sealed, export_bundle):
        with pytest.raises(Invalid, match="no copy is made"):
            act(refused, evidence, actor=cast.viewer("emil"))


def test_the_database_itself_refuses_a_copy_of_it(threat: Post, cast: SimpleNamespace) -> None:
    locked(threat, cast)
    with pytest.raises(IntegrityError), write_transaction():
        db.session.execute(update(Evidence).values(suspicion="child-abuse"))


def test_locked_twice_or_gone_is_answered_clearly(threat: Post, cast: SimpleNamespace) -> None:
    locked(threat, cast)
    with pytest.raises(Invalid, match="locked as evidence already"):
        locked(threat, cast)
    assert again(threat).state == PostState.HIDDEN
