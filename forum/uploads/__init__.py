"""Pictures that members bring: checked, made anew without metadata, kept under names nobody can guess.

Promises that nothing a browser could run is ever stored, and that a picture is only shown to those who may read a
post that shows it. Stands on accounts and core.
"""
