"""The digest of a payload tells nothing of it once its salt is forgotten."""

from __future__ import annotations

from forum.audit.chain import SALT_BYTES, digest_of, new_salt


def test_the_same_words_have_another_digest_each_time() -> None:
    salts = {new_salt() for _ in range(50)}
    assert len({digest_of(salt, '{"reason":"spam"}') for salt in salts}) == len(salts) == 50
    assert all(len(salt) == 2 * SALT_BYTES for salt in salts)
