"""What members say of themselves because the brand asks beforehand: their region, how often they bake, and the like.

Owns the questions, their answers to choose from, and what each member chose or would rather not say. Promises that
every answer is given freely and for a purpose that stands beside the question, that nobody is shown what somebody
else answered, and that answers serve polls alone: as coarse bands on ballots, and as conditions of a vote. Stands on
`accounts`; reaches polls through the registry of member attributes.
"""
