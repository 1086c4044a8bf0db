"""What a page weighs on the wire, with everything it asks for."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass

import brotli

from benchmarks.community import Community

FILES = re.compile(r'(?:src|href)="(/static/[^"#]+\.(css|js|svg|woff2)\?v=[^"#]+)')
IMPORTS = re.compile(r'import [^;]*?"(\./[^"]+)"')


@dataclass
class Weight:
    """Bytes of one page by kind, compressed as browsers ask, and how many requests it takes."""

    name: str
    html: int = 0
    css: int = 0
    js: int = 0
    other: int = 0
    requests: int = 1


def weights_of(port: int, place: Community) -> list[Weight]:
    """Return what the pages of a community weigh."""
    pages = [("topic, guest", place.topic, ""), ("topic, member", place.topic, place.cookie)]
    pages += [("home, guest", "/", ""), ("category, guest", place.category, "")]
    return [_weight(port, name, path, cookie) for name, path, cookie in pages]


def _weight(port: int, name: str, path: str, cookie: str) -> Weight:
    line = http.client.HTTPConnection("127.0.0.1", port)
    size, text = _get(line, path, cookie)
    weight = Weight(name, html=size)
    waiting = {match[1]: match[2] for match in FILES.finditer(text)}
    seen: set[str] = set()
    while waiting:
        address, kind = waiting.popitem()
        if address in seen:
            continue
        seen.add(address)
        size, text = _get(line, address, cookie)
        weight.requests += 1
        field = kind if kind in ("css", "js") else "other"
        setattr(weight, field, getattr(weight, field) + size)
        if kind == "js":
            folder = address.rpartition("/")[0]
            waiting |= {f"{folder}/{found[2:]}": "js" for found in IMPORTS.findall(text)}
    return weight


def _get(line: http.client.HTTPConnection, path: str, cookie: str) -> tuple[int, str]:
    headers = {"Accept-Encoding": "br", **({"Cookie": cookie} if cookie else {})}
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    body = answer.read()
    text = brotli.decompress(body) if answer.headers.get("Content-Encoding") == "br" else body
    return len(body), text.decode(errors="replace")
