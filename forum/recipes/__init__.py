"""Creations: recipes, and other things that members make by materials and steps.

Owns what is structured in such a topic, its ratings, and how it is written, read, scaled and found. Promises that the
document is the one source of what is shown, searched and exported, and that it follows the first post: whoever may not
read that post meets nothing of the creation. Stands on reactions, discussions, uploads, accounts and core.
"""
