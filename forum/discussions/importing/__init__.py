"""Conversations from elsewhere: `flask import threads FILE.jsonl`, one topic a line."""
