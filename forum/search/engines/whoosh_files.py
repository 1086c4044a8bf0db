"""Whether the files of a Whoosh index are whole: sealed with checksums when written, looked at again when touched.

Whoosh reads a damaged file as far as it can, and would merge the damage into the next segment. The file `whole.json`
beside an index lists size and checksum of each of its files, none of which is ever changed once it is there.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from forum.core.search import SearchUnavailable

WHOLE = "whole.json"
Stamp = tuple[int, int]
"""Size and time of a file: what changes when somebody touches it."""


def stamps(path: Path) -> dict[str, Stamp]:
    """Return the stamp of every file of the index in `path`, and of its list of checksums.

    Raises:
        FileNotFoundError: when the folder, or a file while we look, is gone.
    """
    with os.scandir(path) as entries:
        found = [entry for entry in entries if _is_written_once(entry.name) or entry.name == WHOLE]
        return {entry.name: ((status := entry.stat()).st_size, status.st_mtime_ns) for entry in found}


def seal(path: Path) -> None:
    """Write down size and checksum of every file of the index in `path`; of new ones only, the others are known."""
    known = sealed(path)
    names = [name for name in stamps(path) if name != WHOLE]
    draft = path / f".{WHOLE}"
    draft.write_text(json.dumps({name: known.get(name) or checksum(path / name) for name in names}))
    draft.replace(path / WHOLE)


def sealed(path: Path) -> Mapping[str, list[int]]:
    """Return what was written down about the files in `path`; nothing while it was never sealed.

    Raises:
        SearchUnavailable: when the list itself is damaged.
    """
    try:
        whole: dict[str, list[int]] = json.loads((path / WHOLE).read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise SearchUnavailable("the list of checksums is damaged") from error
    return whole


def verify(path: Path, names: Iterable[str]) -> None:
    """See that the files `names` are what they were when they were sealed. Files that are not sealed yet pass.

    Raises:
        SearchUnavailable: when one of them is damaged.
        FileNotFoundError: when one of them is gone.
    """
    whole = sealed(path)
    for name in names:
        if name in whole and checksum(path / name) != whole[name]:
            raise SearchUnavailable(f"{name} is damaged")


def checksum(path: Path) -> list[int]:
    """Return size and CRC-32 of a file."""
    size = crc = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            size, crc = size + len(block), zlib.crc32(block, crc)
    return [size, crc]


def _is_written_once(name: str) -> bool:
    return name.startswith(("MAIN_", "_MAIN_")) and not name.endswith("LOCK")
