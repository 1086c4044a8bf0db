"""Files of `static/`, compressed once and given without asking Flask.

Each state of the files gets a folder of its own under DATA_DIR, named by a hash of all of them, with a compressed copy
beside each text: nothing stale is ever given, and the code may stand where nothing can be written.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import time
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from config import Config
from forum.core.assets import STYLE_SHEET, style_sheet

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

A_YEAR = 60 * 60 * 24 * 365
A_DAY = 60 * 60 * 24
log = logging.getLogger(__name__)


class StaticFiles:
    """Middleware that answers for everything under `prefix`; prepares its copies when first asked."""

    def __init__(self, app: WSGIApplication, *, prefix: str, source: Path, copies: Path) -> None:
        self._app = app
        self._prefix = f"{prefix}/"
        self._source = source
        self._copies = copies
        self._files: WSGIApplication | None = None
        self._lock = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a file: for ever under an address that carries its hash, else to be asked for again."""
        if not environ.get("PATH_INFO", "").startswith(self._prefix):
            return self._app(environ, start_response)
        if environ.get("QUERY_STRING", "").startswith("v="):
            return self._noise()(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *exc_info: Any) -> Any:
            kept = [header for header in headers if header[0] != "Cache-Control"]
            return start_response(status, [*kept, ("Cache-Control", "no-cache")], *exc_info)

        return self._noise()(environ, start)

    def _noise(self) -> WSGIApplication:
        with self._lock:
            if self._files is None:
                try:
                    root = prepared_copy(self._source, self._prefix.rstrip("/"), self._copies)
                    self._files = WhiteNoise(
                        self._app, root=root, prefix=self._prefix, max_age=A_YEAR, allow_all_origins=False
                    )
                except OSError as error:
                    log.warning("static files are given uncompressed: %s", error)
                    self._files = self._app
            return self._files


def prepared_copy(source: Path, prefix: str, copies: Path) -> Path:
    """Return a copy of `source` under `copies` with compressed texts, made unless it is there.

    Raises:
        OSError: when it cannot be written.
    """
    ready = copies / _digest(source)
    if not ready.is_dir():
        draft = copies / f"{ready.name}.{os.getpid()}.draft"
        shutil.copytree(source, draft)
        (draft / STYLE_SHEET).write_bytes(style_sheet(str(source), prefix))
        compressor = Compressor(quiet=True)
        for file in [
            file for file in draft.rglob("*") if file.is_file() and compressor.should_compress(file.name)
        ]:
            compressor.compress(str(file))
        os.utime(draft)
        try:
            draft.rename(ready)
        except OSError:
            shutil.rmtree(draft)
    _clear_old(copies, ready)
    return ready


def _digest(source: Path) -> str:
    known = hashlib.sha256()
    for file in sorted(source.rglob("*")):
        if file.is_file():
            known.update(f"{file.relative_to(source)}\0".encode() + file.read_bytes())
    return known.hexdigest()[:16]


def _clear_old(copies: Path, ready: Path) -> None:
    """Remove copies that no process can still be giving: another state of the files, older than a day."""
    for other in copies.iterdir():
        if other != ready and other.stat().st_mtime < time.time() - A_DAY:
            shutil.rmtree(other, ignore_errors=True)


def init_app(app: Flask, config: Config) -> None:
    """Stand before `app`."""
    app.wsgi_app = StaticFiles(  # type: ignore[method-assign]
        app.wsgi_app,
        prefix=str(app.static_url_path),
        source=Path(str(app.static_folder)),
        copies=config.data_dir / "static",
    )
