"""What the Content-Security-Policy forbids is not written, and what templates name is there."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from forum.core.assets import flatten

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
ELSEWHERE = ("mail/", "accounts/archive.html")
"""Read outside the site, in a mail program or from a downloaded folder, where no policy applies."""
TEMPLATES = sorted(
    file
    for file in (ROOT / "templates").rglob("*.html")
    if not file.relative_to(ROOT / "templates").as_posix().startswith(ELSEWHERE)
)
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an inline handler": re.compile(r"<[^>{]*\son[a-z]+\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>"),
    "code for htmx to evaluate": re.compile(r"hx-on|hx-vals=['\"]?js:|hx-trigger=['\"][^'\"]*\["),
}
VENDORED = json.loads((STATIC / "vendor" / "manifest.json").read_text())["packages"]
CSS_BUDGET = 14_000
JAVASCRIPT_BUDGET = 22_000
"""Compressed bytes for what every page carries; the rest of 20 kB and 30 kB is for the rooms."""


def named(pattern: str) -> Iterator[tuple[Path, str]]:
    for template in TEMPLATES:
        for match in re.finditer(pattern, template.read_text()):
            yield template.relative_to(ROOT), match[1]


def ids(file: str) -> set[str]:
    return set(re.findall(r'\bid="([a-z0-9-]+)"', (STATIC / file).read_text()))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_templates_hold_nothing_that_the_policy_forbids(template: Path) -> None:
    text = template.read_text()
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []


def test_every_icon_named_in_a_template_is_drawn() -> None:
    drawn = ids("icons.svg")
    wanted = [*named(r'\bicon\("([a-z-]+)"'), *named(r'\bicon_name="([a-z-]+)"')]
    assert [(str(file), name) for file, name in wanted if name not in drawn] == []


def test_every_drawing_named_in_a_template_is_drawn() -> None:
    drawn = ids("illustrations.svg")
    wanted = [*named(r'\billustration\("([a-z-]+)"'), *named(r'{% set picture = "([a-z-]+)"')]
    assert [(str(file), name) for file, name in wanted if name not in drawn] == []


def test_every_file_named_in_a_template_is_there() -> None:
    wanted = named(r"static_url\(['\"]([^'\"]+)['\"]\)")
    assert [(str(file), path) for file, path in wanted if not (STATIC / path).is_file()] == []


def test_vendored_files_are_those_of_the_manifest() -> None:
    entries = {path: entry for package in VENDORED for path, entry in package["files"].items()}
    entries |= {package["sprite"]["path"]: package["sprite"] for package in VENDORED if "sprite" in package}
    found = {path: hashlib.sha256((ROOT / path).read_bytes()).hexdigest() for path in entries}
    assert found == {path: entry["sha256"] for path, entry in entries.items()}


def test_what_every_page_carries_is_small() -> None:
    sheet = len(gzip.compress(flatten(STATIC).encode()))
    scripts = sum(
        len(gzip.compress((STATIC / path).read_bytes())) for path in ("vendor/htmx.min.js", "js/shell.js")
    )
    assert sheet <= CSS_BUDGET
    assert scripts <= JAVASCRIPT_BUDGET


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT / "templates")))
def test_what_is_wrong_with_a_form_is_told_by_the_page_not_by_the_browser(template: Path) -> None:
    """A browser speaks its own language in its own bubble, and tells one thing at a time."""
    text = template.read_text()
    forms = re.findall(r'<form class="form[^"]*" method="post"(?:\{[{%].*?[%}]\}|[^>])*>', text)
    told = "form_errors(" in text and "components" not in template.parts
    assert [form for form in forms if told and "novalidate" not in form] == []


def test_a_colon_after_a_text_is_the_languages_own() -> None:
    """French sets a space before it."""
    texts = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")]
    assert [str(file) for file in texts if re.search(r"['\"]\) \}\}: ", file.read_text())] == []


def test_what_is_read_aloud_or_shown_at_a_pointer_is_in_the_reader_s_language() -> None:
    """Only the style guide is in English alone; an address is the same in all languages."""
    spoken = r'(?:aria-label|aria-description|title|placeholder|alt)="(?!https?://)([^"{]*[^\W\d_]{2}[^"]*)"'
    assert [each for each in named(spoken) if "styleguide" not in each[0].parts] == []
