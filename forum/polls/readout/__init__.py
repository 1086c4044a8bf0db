"""The read-out: what a sealed poll can carry, and what it cannot.

Owns the traces by which votes are looked at once a poll is closed, the one snapshot taken at sealing, the figures
worked out from it, and their pages, charts and files.
Promises that no figure says more than its voters do: no interval where everybody was asked, no shares of a few, no
cell that tells on a few, not even by subtraction; and that weights describe and never decide.
`statistics` is arithmetic alone: it knows numbers, neither tables nor pages.
"""
