"""Files of `static/`: small on the wire, kept for ever under an address that carries their hash."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.core.assets import static_url
from forum.core.static_files import prepared_copy


def test_a_file_with_its_hash_is_kept_for_ever(app: Flask, guest: FlaskClient) -> None:
    answered = guest.get(static_url("js/shell.js"))
    assert "max-age=31536000" in answered.headers["Cache-Control"]


def test_a_file_without_its_hash_is_asked_for_again(guest: FlaskClient) -> None:
    assert guest.get("/static/js/shell.js").headers["Cache-Control"] == "no-cache"


def test_the_style_sheet_comes_as_one_file(app: Flask, guest: FlaskClient) -> None:
    assert "@import" not in guest.get(static_url("css/app.css")).text


def test_a_browser_gets_a_file_as_small_as_it_takes_it(app: Flask, guest: FlaskClient) -> None:
    address = static_url("vendor/htmx.min.js")
    plain, small = guest.get(address), guest.get(address, headers={"Accept-Encoding": "br"})
    assert brotli.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2


def test_files_carry_the_headers_of_safety(app: Flask, guest: FlaskClient) -> None:
    assert guest.get(static_url("js/shell.js")).headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/static/../config.py", "/static/%2e%2e/config.py", "/static/nothing.js", "/static/"]
)
def test_nothing_else_is_given(guest: FlaskClient, path: str) -> None:
    assert guest.get(path).status_code == 404


def test_a_changed_file_never_meets_its_old_compressed_copy(app: Flask, tmp_path: Path) -> None:
    source, copies = tmp_path / "source", tmp_path / "copies"
    (source / "css").mkdir(parents=True)
    (source / "css" / "app.css").write_text("body {}")
    for words in ("old " * 500, "new " * 500):
        (source / "words.txt").write_text(words)
        ready = prepared_copy(source, "/static", copies)
        assert gzip.decompress((ready / "words.txt.gz").read_bytes()).decode() == words
