"""QR codes as the path of an SVG picture: a page needs neither a style attribute nor an image from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode


@dataclass(frozen=True)
class QrPath:
    """A square of `size` modules, and the `d` attribute that draws its dark ones."""

    size: int
    d: str


def qr_path(text: str) -> QrPath:
    """Return the QR code of `text`, with the quiet zone around it."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    code.make(fit=True)
    modules = code.get_matrix()
    squares = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, dark in enumerate(row) if dark]
    return QrPath(len(modules), "".join(squares))
