"""A recorded greeting is known by its content, and keeps nothing of where and with what it was made."""

from __future__ import annotations

import pytest

from forum.desk.recordings import MOST_BYTES, MP4, WEBM, BadRecording, Fault, read_recording
from tests.recordings import element, mp4, webm

PLACE = b"+48.8584+002.2945/"


@pytest.mark.parametrize(
    ("data", "kind"),
    [(mp4(), MP4), (webm(), WEBM), (webm(live=True), WEBM)],
    ids=["mp4", "webm", "live webm"],
)
def test_a_short_recording_is_taken_in(data: bytes, kind: str) -> None:
    recording = read_recording(data)
    assert (recording.content_type, recording.seconds) == (kind, 2.0)


@pytest.mark.parametrize(
    "data",
    [mp4(place=PLACE), webm(more=element(0x1254C367, PLACE)), webm(more=element(0x1941A469, PLACE))],
    ids=["mp4", "webm tags", "webm attachment"],
)
def test_where_it_was_made_is_taken_out_and_nothing_else_moves(data: bytes) -> None:
    kept = read_recording(data).data
    assert PLACE in data
    assert PLACE not in kept
    assert len(kept) == len(data)
    assert read_recording(kept).data == kept


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"x" * (MOST_BYTES + 1), Fault.TOO_BIG),
        (b"<svg onload=alert(1)>", Fault.UNKNOWN),
        (b"GIF89a and more of it", Fault.UNKNOWN),
        (mp4(brand=b"heic"), Fault.UNKNOWN),
        (webm(kind=b"matroska"), Fault.UNKNOWN),
        (mp4(seconds=91), Fault.TOO_LONG),
        (webm(seconds=91), Fault.TOO_LONG),
        (mp4()[:-3], Fault.DAMAGED),
        (webm()[:-3], Fault.DAMAGED),
        (webm()[:20], Fault.DAMAGED),
    ],
)
def test_anything_else_is_refused_for_what_it_is(data: bytes, fault: Fault) -> None:
    with pytest.raises(BadRecording) as refused:
        read_recording(data)
    assert refused.value.fault == fault
