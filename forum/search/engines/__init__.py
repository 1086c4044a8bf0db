"""The two engines behind `forum.core.search.SearchBackend`: Whoosh in a folder, PostgreSQL in the database."""
