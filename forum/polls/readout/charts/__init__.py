"""Charts drawn on the server, as shapes. They know figures and words, neither tables of the database nor pages.

Every shape carries its colour for paper and for files; on pages a class takes over, so that they follow the theme.
"""
