"""Formulas, each with its source. They know numbers alone."""
