"""A picture is for those who may read a post that shows it, and is never anything but a picture."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from forum.campaigns.models import CampaignStep
from forum.core.clock import clock
from forum.core.database import db, write_transaction
from forum.core.settings import set_setting
from forum.core.storage import current_storage
from forum.discussions.models import Post, PostState
from forum.uploads.models import Purpose, Upload
from forum.uploads.operations import add_upload, take_in
from tests.campaigns import a_campaign
from tests.conversations import opening, team_shelf
from tests.pictures import picture
from tests.replaying import replayed

Browser = Callable[[str], FlaskClient]


def bring(browser: FlaskClient) -> str:
    """Add a picture that is not used yet; gives its key."""
    sent = {"file": (BytesIO(picture(size=(900, 600))), "pie.jpg")}
    return str(browser.post("/uploads", data=sent, headers={"Accept": "application/json"}).get_json()["key"])


@pytest.fixture
@replayed
def key(browser_of: Browser) -> str:
    """A picture of Alice's."""
    return bring(browser_of("alice"))


@pytest.fixture
def teams(browser_of: Browser, cast: SimpleNamespace) -> str:
    """A picture of Dana's, in a post for the team."""
    key = bring(browser_of("dana"))
    opening(cast.viewer("dana"), f"![A pie](/uploads/{key})", category=team_shelf())
    return key


def seen_by(browser_of: Browser, guest: FlaskClient, key: str) -> set[str]:
    browsers = {name: browser_of(name) for name in ("alice", "bruno", "chloe", "dana")} | {"guest": guest}
    return {
        name
        for name, browser in browsers.items()
        if browser.get(f"/uploads/{key}/320.webp").status_code == 200
    }


def test_until_it_is_used_it_is_its_owners(browser_of: Browser, guest: FlaskClient, key: str) -> None:
    assert seen_by(browser_of, guest, key) == {"alice", "bruno"}


def test_in_a_post_for_everybody_everybody_sees_it(
    browser_of: Browser, guest: FlaskClient, cast: SimpleNamespace, key: str
) -> None:
    opening(cast.viewer("alice"), f"![A pie](/uploads/{key})")
    assert seen_by(browser_of, guest, key) == {"alice", "bruno", "chloe", "dana", "guest"}


def test_in_a_post_for_the_team_the_team_sees_it(browser_of: Browser, guest: FlaskClient, teams: str) -> None:
    assert seen_by(browser_of, guest, teams) == {"bruno", "dana"}


def test_who_knows_its_address_does_not_carry_it_out_of_a_closed_room(
    browser_of: Browser, guest: FlaskClient, cast: SimpleNamespace, teams: str
) -> None:
    opening(cast.viewer("alice"), f"Look: ![A pie](/uploads/{teams})")
    assert seen_by(browser_of, guest, teams) == {"bruno", "dana"}


def test_what_all_readers_see_anyway_may_be_quoted(
    browser_of: Browser, guest: FlaskClient, cast: SimpleNamespace, key: str
) -> None:
    first = opening(cast.viewer("alice"), f"![A pie](/uploads/{key})")
    opening(cast.viewer("chloe"), f"> [@alice](/posts/{first.id}):\n> ![A pie](/uploads/{key})")
    with write_transaction():
        db.session.get_one(Post, first.id).state = PostState.WITHDRAWN
    assert "guest" in seen_by(browser_of, guest, key)


def test_with_the_post_it_is_hidden(
    browser_of: Browser, guest: FlaskClient, cast: SimpleNamespace, key: str
) -> None:
    post = opening(cast.viewer("alice"), f"![A pie](/uploads/{key})")
    with write_transaction():
        hidden = db.session.get_one(Post, post.id)
        hidden.state, hidden.hidden_reason = 1, "spam"
    assert seen_by(browser_of, guest, key) == {"alice", "bruno"}


@pytest.mark.parametrize("path", ["", "/full.webp", "/320.webp", "/800.webp"])
def test_every_address_of_a_picture_gives_a_picture(browser_of: Browser, key: str, path: str) -> None:
    answer = browser_of("alice").get(f"/uploads/{key}{path}")
    assert answer.content_type == "image/webp"
    assert answer.data[:4] == b"RIFF"


@pytest.mark.parametrize(
    "path",
    [
        "/1600.webp",
        "/320.png",
        "/../secret.webp",
        "/x.webp",
        "/full",
        "/.webp",
        "/320.webp/x",
        "/%2e%2e.webp",
    ],
)
def test_other_addresses_give_nothing(browser_of: Browser, key: str, path: str) -> None:
    assert browser_of("alice").get(f"/uploads/{key}{path}").status_code == 404


def test_opened_directly_it_can_run_nothing(browser_of: Browser, key: str) -> None:
    headers = browser_of("alice").get(f"/uploads/{key}").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Content-Disposition"].startswith("inline")


def test_what_is_not_for_everybody_is_kept_by_no_shared_cache(
    browser_of: Browser, guest: FlaskClient, cast: SimpleNamespace, key: str
) -> None:
    alice = browser_of("alice")
    assert alice.get(f"/uploads/{key}").headers["Cache-Control"] == "private, no-cache"
    opening(cast.viewer("alice"), f"![A pie](/uploads/{key})")
    assert alice.get(f"/uploads/{key}").headers["Cache-Control"] == "public, max-age=60"
    with write_transaction():
        set_setting("site.members_only", True)
    assert alice.get(f"/uploads/{key}").headers["Cache-Control"] == "private, no-cache"
    assert guest.get(f"/uploads/{key}").status_code == 404


def test_a_browser_that_has_it_need_not_fetch_it_again(browser_of: Browser, key: str) -> None:
    alice = browser_of("alice")
    tag = alice.get(f"/uploads/{key}").headers["ETag"]
    again = alice.get(f"/uploads/{key}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert browser_of("chloe").get(f"/uploads/{key}", headers={"If-None-Match": tag}).status_code == 404


def test_the_brands_own_pictures_are_seen_at_the_door(guest: FlaskClient, cast: SimpleNamespace) -> None:
    taken = take_in(picture("PNG"), purpose=Purpose.BRAND, storage=current_storage())
    with write_transaction():
        add_upload(taken, owner=cast.viewer("emil"), alt="", now=clock.now())
        set_setting("site.members_only", True)
    answer = guest.get(f"/uploads/{taken.key}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=86400"


def test_a_picture_in_the_trail_of_a_campaign_goes_with_it(
    browser_of: Browser, guest: FlaskClient, cast: SimpleNamespace
) -> None:
    key = bring(browser_of("dana"))
    campaign = a_campaign(cast.viewer("dana"))
    first = Post.topic_id == campaign
    with write_transaction():
        upload_id = db.session.scalar(select(Upload.id).where(Upload.key == key))
        step = {"kind": "development", "text": "In the pan.", "at": clock.now(), "upload_id": upload_id}
        db.session.add(CampaignStep(campaign_id=campaign, **step))
    assert seen_by(browser_of, guest, key) == {"alice", "bruno", "chloe", "dana", "guest"}
    with write_transaction():
        db.session.execute(update(Post).where(first).values(read_level=2))
    assert seen_by(browser_of, guest, key) == {"bruno", "dana"}


def test_faces_are_not_shown_at_the_door_of_a_community_for_members_only(
    browser_of: Browser, guest: FlaskClient
) -> None:
    browser_of("alice").post("/settings/picture", data={"file": (BytesIO(picture()), "me.jpg")})
    key = db.session.scalar(select(Upload.key).where(Upload.purpose == Purpose.AVATAR))
    assert guest.get(f"/uploads/{key}").status_code == 200
    with write_transaction():
        set_setting("site.members_only", True)
    assert guest.get(f"/uploads/{key}").status_code == 404
