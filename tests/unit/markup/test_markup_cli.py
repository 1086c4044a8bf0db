"""`flask markup render`, for whoever wants to see or test what a post would store."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from forum.core.markup.cli import POSTS, contexts, markup_cli
from forum.core.markup.context import RenderContext


@pytest.fixture
def kitchen() -> Flask:
    app = Flask("kitchen")
    app.config["PUBLIC_URL"] = "https://forum.example"
    app.cli.add_command(markup_cli)
    return app


def test_markdown_in_html_out_and_nothing_else(kitchen: Flask) -> None:
    result = kitchen.test_cli_runner().invoke(
        args=["markup", "render"], input="*é* https://forum.example/x\n".encode()
    )
    assert (
        result.stdout == '<p><em>é</em> <a href="https://forum.example/x">https://forum.example/x</a></p>\n'
    )
    assert result.exit_code == 0


def test_lines_of_json_are_answered_one_by_one_and_a_bad_one_stops_nobody(kitchen: Flask) -> None:
    lines = [
        b'{"source": "a"}',
        b"{",
        b"",
        b'["source"]',
        b'{"source": 7}',
        b'{"html": ""}',
        b"\xff",
        b'{"source": "*\\u00e9*"}',
    ]
    result = kitchen.test_cli_runner().invoke(args=["markup", "render", "--jsonl"], input=b"\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [next(iter(answer)) for answer in answers] == [
        "html",
        "error",
        "error",
        "error",
        "error",
        "error",
        "html",
    ]
    assert answers[-1] == {"html": "<p><em>é</em></p>\n"}
    assert result.exit_code == 0


def test_what_posts_are_rendered_with_is_used_here_too(kitchen: Flask) -> None:
    contexts.add(kitchen, POSTS, lambda: RenderContext(find_members=lambda handles: {"anna": "anna"}))
    result = kitchen.test_cli_runner().invoke(args=["markup", "render"], input="@anna")
    assert 'href="/members/anna"' in result.stdout
