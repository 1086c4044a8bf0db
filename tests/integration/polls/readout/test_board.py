"""The first page of a survey’s read-out: every question has its verdict and its bars there."""

from __future__ import annotations

import re
from types import SimpleNamespace

from flask.testing import FlaskClient

from forum.polls.words import Kind
from tests.integration.polls.ballots import asking, question
from tests.integration.polls.readout.crowds import OAT, sealed_poll

MANY = tuple(f"Slogan {number}" for number in range(1, 10))
SURVEY = asking(questions=[question(), question(Kind.APPROVAL, MANY), question(Kind.DUEL, MANY)])
CROWD = {'[1],[2,3],["4>5"]': 40, '[2],[2],["4>6"]': 4, "[2],[5],[]": 1}


def board_of(page: str) -> str:
    return page[page.index("readout-board") : page.index("readout-fixed")]


def test_every_question_of_a_survey_is_on_it(cast: SimpleNamespace, guest: FlaskClient) -> None:
    poll_id = sealed_poll(cast.viewer("dana"), CROWD, SURVEY)
    page = guest.get(f"/polls/{poll_id}/readout").text
    board = board_of(page)
    verdicts = re.findall(r"<strong>([^<]+)</strong> ([^<]+)<", board)
    assert [verdict for verdict, _says in verdicts] == [
        "A clear lead.",
        "Too close to call.",
        "A clear lead.",
    ]
    assert [says.split(" is ")[0] for _verdict, says in verdicts] == ["Oat", "Slogan 2", "Slogan 4"]
    assert len(verdicts) == 3 and board.count("readout-chart-board") == 3
    assert [f'href="#question-{number}"' in board for number in (1, 2, 3)] == [True, True, True]
    assert "4 more stand in the table of this question" in board
    for number in (1, 2, 3):
        assert f"/polls/{poll_id}/readout/{number}/shares.svg" in page


def test_a_single_question_has_the_page_to_itself(cast: SimpleNamespace, guest: FlaskClient) -> None:
    poll_id = sealed_poll(cast.viewer("dana"), {OAT: 30})
    board = board_of(guest.get(f"/polls/{poll_id}/readout").text)
    assert "readout-chart-shares" in board and "<table" in board and "readout-card" not in board
