"""The style sheet is written as many files and answered as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from forum.core import assets


@pytest.fixture
def styles(tmp_path: Path) -> Path:
    folder = tmp_path / "css"
    (folder / "parts").mkdir(parents=True)
    (folder / "app.css").write_text(
        '/* All. */\n@layer base;\n@import "tokens.css";\n@import "parts/button.css" layer(base);\n'
    )
    (folder / "tokens.css").write_text(':root { --ink: black; }\n@font-face { src: url("../a.woff2"); }\n')
    (folder / "parts" / "button.css").write_text("/* A button. */\n.button { color: var(--ink); }\n")
    (tmp_path / "a.woff2").write_bytes(b"letters")
    return tmp_path


@pytest.fixture
def house(styles: Path) -> Flask:
    app = Flask("house", static_folder=str(styles), static_url_path="/static")
    assets.init_app(app)
    return app


def test_imports_stand_in_place_in_their_layers(styles: Path) -> None:
    sheet = assets.flatten(styles)
    assert "@import" not in sheet
    assert sheet.index("--ink") < sheet.index("@layer base {\n.button {")


def test_comments_are_not_sent(styles: Path) -> None:
    assert "/*" not in assets.flatten(styles)


def test_an_import_that_names_no_file_is_noticed(styles: Path) -> None:
    (styles / "css" / "tokens.css").unlink()
    with pytest.raises(FileNotFoundError):
        assets.flatten(styles)


def test_fonts_are_named_as_pages_preload_them(house: Flask) -> None:
    sheet = house.test_client().get("/static/css/app.css").text
    with house.app_context():
        assert f'url("{assets.static_url("a.woff2")}")' in sheet


def test_a_change_in_any_part_changes_the_address(house: Flask, styles: Path, tmp_path: Path) -> None:
    with house.app_context():
        before = assets.static_url("css/app.css")
    (styles / "css" / "parts" / "button.css").write_text(".button { color: red; }\n")
    for kept in (assets._address, assets.style_sheet):
        kept.cache_clear()
    with house.app_context():
        assert assets.static_url("css/app.css") != before
