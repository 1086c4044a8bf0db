"""Every storage keeps files alike: whole, under their name, until they are removed."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import boto3
import pytest
from moto.server import ThreadedMotoServer

from forum.core.storage import NoSuchFile, Storage, StorageError, make_storage
from forum.core.storage.folder import FolderStorage

S3_SERVER = os.environ.get("TEST_S3_URL", "")
"""Such as s3://key:secret@127.0.0.1:9000/bucket?tls=0, a server that may be filled; else moto is started."""


@pytest.fixture(scope="module")
def bucket_url() -> Iterator[str]:
    if S3_SERVER:
        yield S3_SERVER
        return
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"s3://key:secret@{host}:{port}/potluck-test?tls=0"
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "folder":
        return make_storage(f"file://{tmp_path / 'files'}")
    url = request.getfixturevalue("bucket_url")
    _make_bucket(url)
    bucket = make_storage(url)
    for left in list(bucket.files()):
        bucket.delete(left.name)
    return bucket


def _make_bucket(url: str) -> None:
    parts = urlsplit(url)
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{parts.hostname}:{parts.port}",
        aws_access_key_id=parts.username,
        aws_secret_access_key=parts.password,
        region_name="us-east-1",
    )
    name = parts.path.strip("/")
    if name not in {bucket["Name"] for bucket in client.list_buckets()["Buckets"]}:
        client.create_bucket(Bucket=name)


def test_what_was_put_can_be_got(storage: Storage) -> None:
    data = bytes(range(256)) * 1_000
    storage.put("abc/full.webp", data)
    storage.put("abc/320.webp", b"")
    assert storage.get("abc/full.webp") == data
    assert storage.get("abc/320.webp") == b""


def test_putting_again_replaces(storage: Storage) -> None:
    storage.put("abc/full.webp", b"old and longer")
    storage.put("abc/full.webp", b"new")
    assert storage.get("abc/full.webp") == b"new"


def test_names_that_differ_in_case_only_are_two_files(storage: Storage) -> None:
    storage.put("abc/x", b"small")
    storage.put("aBc/x", b"large")
    assert (storage.get("abc/x"), storage.get("aBc/x")) == (b"small", b"large")


@pytest.mark.parametrize("name", ["never", "abc", "abc/full.webp/more"])
def test_what_was_never_put_is_missed(storage: Storage, name: str) -> None:
    storage.put("abc/full.webp", b"x")
    with pytest.raises(NoSuchFile):
        storage.get(name)


def test_what_is_deleted_is_gone_and_deleting_it_again_harms_nothing(storage: Storage) -> None:
    storage.put("abc/full.webp", b"x")
    storage.put("abc/320.webp", b"y")
    storage.delete("abc/full.webp")
    storage.delete("abc/full.webp")
    with pytest.raises(NoSuchFile):
        storage.get("abc/full.webp")
    assert storage.get("abc/320.webp") == b"y"


def test_files_are_listed_with_their_time(storage: Storage) -> None:
    for name in ("abc/full.webp", "abc/320.webp", "abd/full.webp"):
        storage.put(name, b"x")
    assert {file.name for file in storage.files()} == {"abc/full.webp", "abc/320.webp", "abd/full.webp"}
    assert {file.name for file in storage.files("abc/")} == {"abc/full.webp", "abc/320.webp"}
    assert all(abs(file.stored_at - datetime.now(UTC)) < timedelta(minutes=5) for file in storage.files())


def test_an_empty_storage_lists_nothing(storage: Storage) -> None:
    assert list(storage.files()) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../x",
        "a/../b",
        "/a",
        "a//b",
        "a/",
        ".hidden",
        "a/.hidden",
        "a\\b",
        "a b",
        "é",
        "a\0",
        "a\n",
    ],
)
def test_names_that_lead_elsewhere_are_refused(storage: Storage, name: str) -> None:
    for act in (lambda: storage.put(name, b"x"), lambda: storage.get(name), lambda: storage.delete(name)):
        with pytest.raises(ValueError, match="not a name"):
            act()


def test_a_disk_without_room_leaves_what_was_there_and_no_half_file(tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    storage.put("abc/full.webp", b"old")
    with no_room_beyond(1_000), pytest.raises(StorageError):
        storage.put("abc/full.webp", b"n" * 100_000)
    assert storage.get("abc/full.webp") == b"old"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["full.webp"]
    storage.put("abc/full.webp", b"n" * 100_000)


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """Have the kernel refuse to let any file grow beyond `size`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_store_that_does_not_answer_says_so() -> None:
    storage = make_storage("s3://key:secret@127.0.0.1:9/bucket?tls=0")
    with pytest.raises(StorageError):
        storage.get("abc/full.webp")
