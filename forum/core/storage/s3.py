"""Files in a bucket of an S3-compatible object store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
from botocore.config import Config as ClientConfig
from botocore.exceptions import BotoCoreError, ClientError

from forum.core.storage.interface import NoSuchFile, StorageError, StoredFile, checked

_MISSING = frozenset({"NoSuchKey", "404", "NotFound"})
_PATIENCE = ClientConfig(
    connect_timeout=3,
    read_timeout=20,
    retries={"max_attempts": 2, "mode": "standard"},
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


class S3Storage:
    """Keeps files in one bucket. A put is one request, which such stores do wholly or not at all."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    @classmethod
    def from_url(cls, url: str) -> S3Storage:
        """Return the storage that `s3://key:secret@host[:port]/bucket[?region=…&tls=0]` names."""
        parts = urlsplit(url)
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        scheme = "http" if options.get("tls") == "0" else "https"
        client = boto3.client(
            "s3",
            endpoint_url=f"{scheme}://{parts.netloc.rpartition('@')[2]}",
            aws_access_key_id=unquote(parts.username) if parts.username else None,
            aws_secret_access_key=unquote(parts.password) if parts.password else None,
            region_name=options.get("region", "us-east-1"),
            config=_PATIENCE,
        )
        return cls(client, parts.path.strip("/"))

    def put(self, name: str, data: bytes) -> None:
        """Send the file."""
        with _translated(name):
            self._client.put_object(Bucket=self._bucket, Key=checked(name), Body=data)

    def get(self, name: str) -> bytes:
        """Fetch the file."""
        with _translated(name):
            answer = self._client.get_object(Bucket=self._bucket, Key=checked(name))
            data: bytes = answer["Body"].read()
            return data

    def delete(self, name: str) -> None:
        """Have the file removed."""
        with _translated(name):
            self._client.delete_object(Bucket=self._bucket, Key=checked(name))

    def files(self, prefix: str = "") -> Iterator[StoredFile]:
        """List the bucket."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
        with _translated(prefix):
            for page in pages:
                for entry in page.get("Contents", ()):
                    yield StoredFile(entry["Key"], entry["LastModified"])


@contextmanager
def _translated(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        raise (NoSuchFile(name) if code in _MISSING else StorageError(code)) from error
    except (BotoCoreError, OSError) as error:
        raise StorageError(type(error).__name__) from error
