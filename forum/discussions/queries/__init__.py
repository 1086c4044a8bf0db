"""Reads of the discussions room: plain rows, loaded in batches, paged by number or by key."""
