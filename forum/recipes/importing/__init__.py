"""Recipes from elsewhere and to elsewhere: `flask import recipes FILE.jsonl` and `flask export recipes`."""
