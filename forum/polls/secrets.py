"""Under which name a ballot is kept, and the receipt of its voter."""

from __future__ import annotations

import hashlib
import hmac
import secrets

RECEIPT_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for another when they are copied by hand."""
RECEIPT_LENGTH = 20
GROUP = 5


def new_key() -> str:
    """Return the key of a secret poll."""
    return secrets.token_hex(32)


def new_seed() -> str:
    """Return a seed, drawn before anybody can know what it will decide."""
    return secrets.token_hex(16)


def voter_key(member_id: int, secret_key: str | None) -> str:
    """Return the name on the ballot of a member: their number, or with a key something that only the key connects."""
    if secret_key is None:
        return str(member_id)
    return hmac.digest(bytes.fromhex(secret_key), str(member_id).encode(), "sha256").hex()


def new_receipt() -> str:
    """Return a receipt: about 99 bits, in groups to be copied."""
    drawn, letters = secrets.randbelow(len(RECEIPT_LETTERS) ** RECEIPT_LENGTH), ""
    for _place in range(RECEIPT_LENGTH):
        drawn, letter = divmod(drawn, len(RECEIPT_LETTERS))
        letters += RECEIPT_LETTERS[letter]
    return "-".join(letters[start : start + GROUP] for start in range(0, RECEIPT_LENGTH, GROUP))


def receipt_hash(receipt: str) -> str:
    """Return what the ledger keeps of a receipt, however it was typed."""
    plain = "".join(letter for letter in receipt.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
