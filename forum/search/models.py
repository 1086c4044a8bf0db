"""The index of the PostgreSQL engine, as a table. On SQLite, where Whoosh searches, it stays empty."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from forum.core.database import Model


class IndexedPost(Model):
    """One post as search knows it. Made from posts, topics and tags, and made again from them at any time.

    No column refers to another table: a post leaves the index a moment after it changes, through the outbox.
    """

    __tablename__ = "search_document"
    __table_args__ = (
        Index("ix_search_document_terms", "terms", postgresql_using="gin"),
        Index("ix_search_document_category_id", "category_id", "created_at"),
        Index("ix_search_document_author_id", "author_id", "created_at"),
    )

    post_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    topic_id: Mapped[int] = mapped_column(index=True)
    category_id: Mapped[int]
    author_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime]
    is_hidden: Mapped[bool]
    terms: Mapped[str] = mapped_column(TSVECTOR().with_variant(Text(), "sqlite"))
