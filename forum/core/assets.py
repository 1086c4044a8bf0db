"""Files in `static/`: addresses that carry a hash of their content, and the style sheet answered as one.

`css/app.css` names one file per idea by `@import`. Asked for one by one they would hold up every first
page, so the imports are put in place when the sheet is first asked for, and kept.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache, partial
from pathlib import Path

from flask import Flask, Response, current_app

STYLE_SHEET = "css/app.css"
KEPT_SECONDS = 60 * 60 * 24 * 365

IMPORT = re.compile(r'@import "([^"]+)"(?: layer\((\w+)\))?;')
FILE_ADDRESS = re.compile(r'url\("\.\./([^"]+)"\)')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def static_url(path: str) -> str:
    """Return the address of a file in `static/`; it carries the content's hash and may be kept for ever."""
    return _address(str(current_app.static_folder), str(current_app.static_url_path), path)


def flatten(folder: Path, path: str = STYLE_SHEET) -> str:
    """Return the style sheet `path` of `folder` with its imports in place and without its comments.

    Raises:
        FileNotFoundError: when an import names no file.
    """
    here = (folder / path).parent

    def imported(match: re.Match[str]) -> str:
        file, layer = match.groups()
        inner = flatten(folder, str((here / file).relative_to(folder)))
        return f"@layer {layer} {{\n{inner}}}" if layer else inner

    return IMPORT.sub(imported, COMMENT.sub("", (folder / path).read_text(encoding="utf-8")))


@lru_cache(maxsize=1024)
def _address(folder: str, prefix: str, path: str) -> str:
    return f"{prefix}/{path}?v={_content_hash(folder, prefix, path)}"


def _content_hash(folder: str, prefix: str, path: str) -> str:
    file = Path(folder, path)
    if path == STYLE_SHEET:
        return hashlib.sha256(style_sheet(folder, prefix)).hexdigest()[:12]
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else "missing"


@lru_cache(maxsize=8)
def style_sheet(folder: str, prefix: str) -> bytes:
    """Return the whole sheet; fonts are named by the addresses that pages preload."""
    sheet = flatten(Path(folder))
    return FILE_ADDRESS.sub(lambda match: f'url("{_address(folder, prefix, match[1])}")', sheet).encode()


def answer_style_sheet() -> Response:
    """Answer `/static/css/app.css`."""
    sheet = style_sheet(str(current_app.static_folder), str(current_app.static_url_path))
    answer = Response(sheet, mimetype="text/css")
    answer.cache_control.public = True
    answer.cache_control.max_age = KEPT_SECONDS
    return answer


def init_app(app: Flask) -> None:
    """Let templates name files of `static/`, and answer the style sheet as one file."""
    app.jinja_env.globals["static_url"] = partial(_address, str(app.static_folder), str(app.static_url_path))
    app.add_url_rule(f"{app.static_url_path}/{STYLE_SHEET}", "style_sheet", answer_style_sheet)
