"""Hide instead of delete: reports, reasons, hiding and unhiding, blacked-out passages.

Promises that nothing disappears silently: every act has a reason, a placeholder, a notice to the author and a record,
and can be undone. Stands on reactions, discussions, accounts, audit and core.
"""
