"""Runs the whole house with one command: `python -m forum.serve`, which `make run` calls.

Prepares the data folder and the database, then keeps a web server and a worker running until told to stop. Stands on
everything; nothing stands on it.
"""
