"""Everything that changes a poll: opening, voting, closing, sealing."""
