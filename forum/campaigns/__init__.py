"""Campaigns: deciding something together with the brand.

Owns campaigns with their phases, the ideas that fans propose, what the brand answers to each, the outcome, and the
trail of what became of it. Promises that authors are told what is answered to their ideas, that a vote without an
outcome stays a debt that everybody sees, and that whoever helped is named.
Stands on polls and discussions: a campaign and an idea are topics of their kinds, the vote is a poll on the campaign.
"""
