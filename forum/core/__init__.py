"""The ground floor: what every room stands on and nothing of what they do.

Owns the clock, the database session, events and outbox, policy, settings, storage, cache, mail,
markup, languages, pagination and the registries through which upper rooms reach lower ones.
Stands on nothing else in `forum`.
"""
