"""Members: who they are, how they come in, and what is kept about them.

Owns members, sign-ins, passkeys, second factors, invitations, consents, settings pages and profiles. Promises that a
sign-in can be ended at once, that no page tells whose address is known here, and that whoever leaves is forgotten.
Stands on `audit` and `core`; upper rooms show themselves on profiles and settings through slots.
"""
