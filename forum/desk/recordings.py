"""A short recording as it is taken in: mp4 or webm, known by its content, without what else a file carries.

Both are trees of boxes, read here only as far as is needed to know the kind, the length and where metadata stands
(ISO/IEC 14496-12; RFC 8794 and 9559). Nothing is decoded: that is the browser's, which plays it in its sandbox.
Metadata (place, device, author) is overwritten with padding of the same size, so that nothing else moves.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 24 * 1024 * 1024
MOST_SECONDS = 90.0
MP4, WEBM = "video/mp4", "video/webm"

EBML, SEGMENT, INFO, TAGS, VOID = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1254C367, 0xEC
DOC_TYPE, SCALE, DURATION, TRACKS, ATTACHMENTS = 0x4282, 0x2AD7B1, 0x4489, 0x1654AE6B, 0x1941A469
CLUSTER, CLUSTER_TIME, BLOCK_GROUP = 0x1F43B675, 0xE7, 0xA0
ENTERED = frozenset({EBML, SEGMENT, INFO, CLUSTER, BLOCK_GROUP})
BLOCKS = frozenset({0xA1, 0xA3})
USUAL_SCALE = 1_000_000
PLAIN_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"}
)
HOLDERS = frozenset({b"moov", b"trak"})
METADATA = frozenset({b"udta", b"meta", b"uuid"})


class Fault(StrEnum):
    """Why a file is not taken in."""

    EMPTY = "empty"
    TOO_BIG = "too big"
    TOO_LONG = "too long"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"


class BadRecording(Exception):
    """The file is refused for a `fault`."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording that can be kept: its kind, its length in seconds, and its bytes without metadata."""

    content_type: str
    seconds: float
    data: bytes


def read_recording(data: bytes) -> Recording:
    """Return what is in `data`.

    Raises:
        BadRecording: when it is neither mp4 nor webm, broken, too big or too long.
    """
    if not data:
        raise BadRecording(Fault.EMPTY)
    if len(data) > MOST_BYTES:
        raise BadRecording(Fault.TOO_BIG)
    try:
        if data[4:8] == b"ftyp":
            recording = _read_mp4(bytearray(data))
        elif data[:4] == EBML.to_bytes(4, "big"):
            recording = _read_webm(bytearray(data))
        else:
            raise BadRecording(Fault.UNKNOWN)
    except (struct.error, IndexError, ValueError, ZeroDivisionError) as error:
        raise BadRecording(Fault.DAMAGED) from error
    if not 0 < recording.seconds <= MOST_SECONDS:
        raise BadRecording(Fault.TOO_LONG if recording.seconds > MOST_SECONDS else Fault.DAMAGED)
    return recording


def _boxes(data: bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """Yield name, where the box starts, where its content starts, and where it ends."""
    while start < end:
        size, name = struct.unpack_from(">I4s", data, start)
        header = 8
        if size == 1:
            size, header = struct.unpack_from(">Q", data, start + 8)[0], 16
        elif size == 0:
            size = end - start
        if size < header or start + size > end:
            raise BadRecording(Fault.DAMAGED)
        yield name, start, start + header, start + size
        start += size


def _read_mp4(data: bytearray) -> Recording:
    seconds, has_media = 0.0, False
    for name, start, content, end in list(_boxes(data, 0, len(data))):
        if name == b"ftyp":
            brands = {bytes(data[at : at + 4]) for at in (content, *range(content + 8, end, 4))}
            if not brands & PLAIN_BRANDS:
                raise BadRecording(Fault.UNKNOWN)
        elif name == b"moov":
            seconds = _read_moov(data, content, end)
        elif name == b"mdat":
            has_media = end > content
        elif name in METADATA:
            _pad_box(data, start, content, end)
    if not has_media:
        raise BadRecording(Fault.DAMAGED)
    return Recording(MP4, seconds, bytes(data))


def _read_moov(data: bytearray, content: int, end: int) -> float:
    seconds = 0.0
    for name, start, inner, stop in list(_boxes(data, content, end)):
        if name == b"mvhd":
            if data[inner] == 1:
                scale, length = struct.unpack_from(">IQ", data, inner + 20)
            else:
                scale, length = struct.unpack_from(">II", data, inner + 12)
            seconds = length / scale
        elif name in METADATA:
            _pad_box(data, start, inner, stop)
        elif name in HOLDERS:
            _read_moov(data, inner, stop)
    return seconds


def _pad_box(data: bytearray, start: int, content: int, end: int) -> None:
    data[start + 4 : start + 8] = b"free"
    data[content:end] = bytes(end - content)


def _number(data: bytearray, at: int, *, keep_marker: bool) -> tuple[int, int, bool]:
    """Return a number of variable length, where it ends, and whether it means "not known"."""
    first = data[at]
    length = 9 - first.bit_length()
    if not 1 <= length <= 8 or at + length > len(data):
        raise BadRecording(Fault.DAMAGED)
    raw = int.from_bytes(data[at : at + length], "big")
    marker = 1 << (7 * length)
    value = raw if keep_marker else raw & (marker - 1)
    return value, at + length, value == marker - 1


def _read_webm(data: bytearray) -> Recording:
    """Walk through a webm flatly: what holds others is entered, so that sizes left open (live recording) do no harm."""
    found = _Webm()
    at, end = 0, len(data)
    while at < end:
        name, after_name, _ = _number(data, at, keep_marker=True)
        size, content, is_unknown = _number(data, after_name, keep_marker=False)
        stop = end if is_unknown else content + size
        if stop > end:
            raise BadRecording(Fault.DAMAGED)
        if name in ENTERED:
            at = content
            continue
        if name in (TAGS, ATTACHMENTS):
            _pad_element(data, at, stop)
        else:
            found.note(name, data[content:stop])
        at = stop
    if found.kind.rstrip(b"\0") != b"webm":
        raise BadRecording(Fault.UNKNOWN)
    if not found.has_tracks:
        raise BadRecording(Fault.DAMAGED)
    return Recording(WEBM, found.seconds, bytes(data))


class _Webm:
    """What a walk through a webm found."""

    def __init__(self) -> None:
        self.kind, self.has_tracks = b"", False
        self._scale, self._length, self._cluster, self._last = USUAL_SCALE, 0.0, 0, 0

    def note(self, name: int, content: bytearray) -> None:
        """Note one element that holds a value."""
        if name == DOC_TYPE:
            self.kind = bytes(content)
        elif name == TRACKS:
            self.has_tracks = True
        elif name == SCALE:
            self._scale = int.from_bytes(content, "big")
        elif name == DURATION:
            self._length = struct.unpack(">f" if len(content) == 4 else ">d", content)[0]
        elif name == CLUSTER_TIME:
            self._cluster = int.from_bytes(content, "big")
        elif name in BLOCKS:
            _track, at, _ = _number(content, 0, keep_marker=False)
            self._last = max(self._last, self._cluster + struct.unpack_from(">h", content, at)[0])

    @property
    def seconds(self) -> float:
        """The length as it is written, or else the moment of the last block."""
        return max(self._length, float(self._last)) * self._scale / 1_000_000_000


def _pad_element(data: bytearray, start: int, end: int) -> None:
    """Make an element one of padding: an id of one byte, and a size whose own length makes up the rest."""
    header = min(9, end - start)
    width = header - 1
    size = end - start - header
    if width < 1 or size >= (1 << (7 * width)) - 1:
        raise BadRecording(Fault.DAMAGED)
    data[start] = VOID
    data[start + 1 : start + header] = ((1 << (7 * width)) | size).to_bytes(width, "big")
    data[start + header : end] = bytes(size)
