"""Search: finding posts by their words, for whoever may read them.

Owns the query language, the two engines (Whoosh, PostgreSQL full text), the index's upkeep and the results page.
Promises that results, counts and suggestions are made only from text that this viewer may read now, and that an index
which is lost or damaged is made again by itself. Stands on discussions, accounts and core.
"""
