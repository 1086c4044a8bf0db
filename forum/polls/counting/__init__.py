"""Pure counting: ballots in, a tally out. No database, no clock, no chance; the same ballots give the same tally."""
