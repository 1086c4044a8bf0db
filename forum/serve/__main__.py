"""`python -m forum.serve`: see whether we may open here, and open."""

from __future__ import annotations

import sys
from importlib import import_module

from forum.core import logs
from forum.serve.doorstep import check_port, configuration, lock_folder
from forum.serve.refusal import Refusal


def main() -> int:
    """Run the house until it is told to close. Returns the exit code."""
    config = configuration()
    logs.configure(config.log_level)
    try:
        lock = lock_folder(config.data_dir)
        check_port(config)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    with lock:
        import_module("forum.serve.opening").run_house(config)  # loads the application: only now
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
