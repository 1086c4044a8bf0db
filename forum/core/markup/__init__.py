"""Markdown as members write it, HTML as posts store it.

Owns the syntax (CommonMark with tables, strikethrough, bare links, mentions, quotes that link back, spoilers, emoji),
the safelist and its two walls, plain text for search and notices, withheld quotes and blacked-out passages.
Promises: never raises, stays linear, lets no markup through that is not on the safelist.
Knows no database: who and what exists, the caller says in a `RenderContext`.
"""
