"""Duels: two options at a time, each pair answered once, one vote for each member in total."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.database import db, write_transaction
from forum.core.policy import Invalid
from forum.polls.models import BallotLedger, PollLive, PollResult
from forum.polls.offers import Offer
from forum.polls.operations.duelling import answer_pair
from forum.polls.operations.sealing import verify_poll
from forum.polls.words import Act, Kind, Shown
from tests.conversations import opening
from tests.integration.polls.ballots import LATER, a_poll, asking, count_now, question, seal, stored

pytestmark = pytest.mark.usefixtures("an_hour_later")

BrowserOf = Callable[[str], FlaskClient]
SLOGANS = ("Eat slowly", "Share it", "Made by many", "Bring a spoon")
NOT_OFFERED = "This pair was not offered to you."


def a_duel(cast: SimpleNamespace, options: tuple[str, ...] = SLOGANS, **rules: object) -> int:
    return a_poll(cast.viewer("dana"), asking(questions=[question(Kind.DUEL, options)], **rules))


def asked(page: str) -> tuple[str, list[int]]:
    """Return the token of what a page asks, and its options; without any when everything is answered."""
    token = re.search(r'name="q1-pair" value="([^"]+)"', page)
    return token[1] if token else "", [int(number) for number in re.findall(r'value="(\d+)" data-side', page)]


def answer(browser: FlaskClient, poll_id: int, page: str, prefer: Callable[[int], float]) -> str:
    """Answer what `page` asks, preferring the option for which `prefer` is greater; answers the next page."""
    token, pair = asked(page)
    return browser.post(
        f"/polls/{poll_id}/pairs", data={"q1-pair": token, "q1": str(max(pair, key=prefer))}
    ).text


def say(cast: SimpleNamespace, handle: str, poll_id: int, pair: tuple[int, int], answered: int) -> None:
    """Prefer the first of a pair, as somebody who had answered so many."""
    with write_transaction():
        offer = Offer(pair, answered)
        answer_pair(cast.viewer(handle), poll_id, offer, str(pair[0]), arrived=LATER, now=LATER)


def ledger() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(db.select(BallotLedger.act).order_by(BallotLedger.id)))


def test_a_member_answers_pair_after_pair_each_once_until_all_are_answered(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id, chloe = a_duel(cast), browser_of("chloe")
    page, seen = chloe.get(f"/polls/{poll_id}").text, []
    for _turn in range(6):
        seen.append(frozenset(asked(page)[1]))
        page = answer(chloe, poll_id, page, lambda number: -number)
    assert len(set(seen)) == 6 and "You have answered every pair there is." in page
    assert ledger() == [Act.CAST] + 5 * [Act.CHANGED] and len(stored()) == 1


def test_who_answers_much_has_no_more_weight_than_who_answers_once(
    cast: SimpleNamespace, guest: FlaskClient
) -> None:
    """Alice puts 1 before 2 among six answers, Bruno 2 before 1 and nothing else: that weighs more."""
    poll_id = a_duel(cast, is_secret=True)
    for turn, pair in enumerate(((1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4))):
        say(cast, "alice", poll_id, pair, turn)
    say(cast, "bruno", poll_id, (2, 1), 0)
    seal(poll_id)
    assert verify_poll(poll_id).faults == ()
    page = guest.get(f"/polls/{poll_id}").text
    assert "First in the duels: Share it." in page
    assert "7 answers by 2 voters; the answers of each weigh one vote in total." in page


def test_whoever_has_the_published_file_counts_the_same(
    app: Flask, cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient, tmp_path: Path
) -> None:
    poll_id, chloe = a_duel(cast, publishes_ballots=True), browser_of("chloe")
    page = chloe.get(f"/polls/{poll_id}").text
    for _turn in range(6):
        page = answer(chloe, poll_id, page, lambda number: number)
    seal(poll_id)
    file = guest.get(f"/polls/{poll_id}/ballots/1")
    assert "1: 2>1,3>1,3>2,4>1,4>2,4>3\n" in file.text
    path = tmp_path / "poll.duel"
    path.write_bytes(file.data)
    run = app.test_cli_runner()
    assert (
        '"winners": [4]'
        in run.invoke(args=["poll", "tally", str(path), "--method", "bradley-terry", "--json"]).output
    )
    assert "the result stands" in run.invoke(args=["poll", "verify", str(poll_id)]).output
    told = run.invoke(args=["poll", "tally", str(path), "--method", "borda"])
    assert told.exit_code == 1 and "a duel is counted by bradley-terry" in told.output


def test_only_an_answer_to_what_was_offered_is_taken(cast: SimpleNamespace, browser_of: BrowserOf) -> None:
    poll_id, chloe, bruno = a_duel(cast), browser_of("chloe"), browser_of("bruno")
    token, pair = asked(chloe.get(f"/polls/{poll_id}").text)
    for browser, sent in (
        (bruno, {"q1-pair": token, "q1": str(pair[0])}),
        (chloe, {"q1-pair": token[:-2] + "xx", "q1": str(pair[0])}),
        (chloe, {"q1": str(pair[0])}),
    ):
        assert NOT_OFFERED in browser.post(f"/polls/{poll_id}/pairs", data=sent).text
    other = next(number for number in range(1, 5) if number not in pair)
    refused = chloe.post(f"/polls/{poll_id}/pairs", data={"q1-pair": token, "q1": str(other)})
    assert refused.status_code == 422 and "Choose one of the two" in refused.text
    assert "Choose one of the two" in chloe.post(f"/polls/{poll_id}/ballot", data={"q1": "1"}).text
    assert stored() == []


def test_fifty_answers_to_one_pair_at_once_are_one_answer(app: Flask, cast: SimpleNamespace) -> None:
    poll_id, chloe = a_duel(cast, is_secret=True), cast.viewer("chloe")

    def try_it(turn: int) -> bool:
        with app.app_context():
            try:
                with write_transaction():
                    answer_pair(chloe, poll_id, Offer((1, 2), turn // 25), "1", arrived=LATER, now=LATER)
            except Invalid:
                return False
            return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(try_it, range(50))) == 1
    assert stored() == ['[["1>2"]]'] and ledger() == [Act.CAST]


def test_the_last_answer_is_taken_back_and_with_the_only_one_the_vote(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id, chloe = a_duel(cast), browser_of("chloe")
    page = answer(chloe, poll_id, chloe.get(f"/polls/{poll_id}").text, float)
    answer(chloe, poll_id, page, float)
    both = stored()[0]
    assert "Your last answer is taken back." in chloe.post(f"/polls/{poll_id}/pairs/delete").text
    assert both.startswith(stored()[0][:-2])
    chloe.post(f"/polls/{poll_id}/pairs/delete")
    assert stored() == [] and ledger() == [Act.CAST, Act.CHANGED, Act.CHANGED, Act.WITHDRAWN]


def test_a_guest_finds_the_pair_and_the_choice_again_after_signing_in(
    cast: SimpleNamespace, guest: FlaskClient, browser_of: BrowserOf
) -> None:
    poll_id = a_duel(cast)
    token, pair = asked(guest.get(f"/polls/{poll_id}").text)
    sent = guest.post(f"/polls/{poll_id}/pairs", data={"q1-pair": token, "q1": str(pair[1])})
    assert sent.status_code == 303 and "/sign-in" in sent.headers["Location"]
    chloe = browser_of("chloe")
    kept = sent.headers["Set-Cookie"].partition(";")[0].partition("=")
    chloe.set_cookie(kept[0], kept[2], domain="127.0.0.1", path=f"/polls/{poll_id}")
    page = chloe.get(f"/polls/{poll_id}").text
    assert asked(page)[1] == pair and page.count("is-kept") == 1
    answer(chloe, poll_id, page, lambda number: number == pair[1])
    assert f'"{pair[1]}>{pair[0]}"' in stored()[0]


def test_while_a_result_is_hidden_only_how_often_was_asked_is_kept(
    cast: SimpleNamespace, browser_of: BrowserOf
) -> None:
    poll_id, chloe = a_duel(cast, shown=Shown.AFTER_CLOSE), browser_of("chloe")
    answer(chloe, poll_id, chloe.get(f"/polls/{poll_id}").text, float)
    count_now(poll_id)
    assert set(db.session.scalars(db.select(PollLive.result)).one()["1"]) == {"compared"}
    assert "First in the duels" not in chloe.get(f"/polls/{poll_id}").text


def test_options_that_never_met_are_not_put_in_order(cast: SimpleNamespace, guest: FlaskClient) -> None:
    poll_id = a_duel(cast, draws_ties=True)
    for handle, pair in (("alice", (1, 2)), ("bruno", (3, 4))):
        say(cast, handle, poll_id, pair, 0)
    seal(poll_id)
    result = db.session.scalars(db.select(PollResult.result)).one()
    assert (result["winners"], result["groups"], result["settled"]) == ([1, 3], 2, None)
    assert "2 groups that never met" in guest.get(f"/polls/{poll_id}").text


def test_a_long_list_is_pasted_and_its_result_has_pages(
    cast: SimpleNamespace, browser_of: BrowserOf, guest: FlaskClient
) -> None:
    dana, chloe = browser_of("dana"), browser_of("chloe")
    topic_id = opening(cast.viewer("dana"), title="What next?").topic_id
    dana.post(
        f"/topics/{topic_id}/poll/new",
        data={
            "questions-0-text": "Which?",
            "questions-0-kind": "duel",
            "questions-0-method": "usual",
            "questions-0-lines": "\r\n".join(f"Slogan {number}" for number in range(1, 131)),
            "shown": "always",
            "secrecy": "named",
            "roll": "open",
        },
    )
    poll_id = 1
    assert "130 options, shown two at a time." in guest.get(f"/topics/{topic_id}/what-next").text
    for number in range(1, 130):
        say(cast, "chloe", poll_id, (number, number + 1), number - 1)
    count_now(poll_id)
    page = chloe.get(f"/polls/{poll_id}").text
    assert page.count('<th scope="row">') == 20 and f"/polls/{poll_id}/places" in page
    first, second = (guest.get(f"/polls/{poll_id}/places{more}").text for more in ("", "?after=100"))
    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (100, 30)
    assert "Slogan 129" in second
