"""Some 360 ways to try to run a script in another one's browser, for every field that takes text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

_FILE = Path(__file__).with_name("injections.txt")

INJECTIONS = [
    line.replace("⏎", "\n").replace("\\0", "\0") for line in _FILE.read_text("utf-8").splitlines() if line
]

HARMLESS_ELEMENTS = frozenset(
    "a blockquote br code details div em h1 h2 h3 h4 h5 h6 hr img li ol p pre s small span strong summary table tbody "
    "td th thead tr ul".split()
)
HARMLESS_ATTRIBUTES = frozenset(
    "alt class data-post decoding height href loading rel sizes src srcset start tabindex title width".split()
)


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.harm: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in HARMLESS_ELEMENTS:
            self.harm.append(f"<{tag}>")
        for name, value in attrs:
            address = "".join(sign for sign in (value or "") if sign > " ").lower()
            if name not in HARMLESS_ATTRIBUTES:
                self.harm.append(f"{name}=")
            if name in ("href", "src") and address.startswith(
                ("javascript:", "vbscript:", "data:", "file:", "blob:")
            ):
                self.harm.append(address)
            if name in ("src", "srcset") and not address.startswith("/uploads/"):
                self.harm.append(address)

    def handle_comment(self, data: str) -> None:
        self.harm.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.harm.append("declaration")

    def unknown_decl(self, data: str) -> None:
        self.harm.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.harm.append("instruction")


def harm_in(html: str) -> list[str]:
    """Return what in `html` could do more than show text. A judge of its own: it does not ask the safelist."""
    judge = _Judge()
    judge.feed(html)
    judge.close()
    return judge.harm
