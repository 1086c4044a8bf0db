"""Where files that people bring are kept: a folder, or an S3-compatible object store. STORAGE_URL chooses.

Nothing else knows which. A file is stored whole or not at all.
"""

from forum.core.storage.interface import NoSuchFile, Storage, StorageError, StoredFile
from forum.core.storage.room import current_storage, init_app, make_storage

__all__ = [
    "NoSuchFile",
    "Storage",
    "StorageError",
    "StoredFile",
    "current_storage",
    "init_app",
    "make_storage",
]
