"""The frame of every page and the brand's face, home and legal pages, feeds, sitemap, directory and welcome.

Owns the welcome of members and the two settings that hold the face: published, and tried out. Promises that a draft of
the face is seen by the team alone, that no colour pair is published that cannot be read, and that feeds, sitemap and
cards hold only what a guest may read. Stands on discussions, accounts and core; other rooms add to it through slots.
"""
