"""`python -m pmgen`."""

from pmgen.cli import main

if __name__ == "__main__":  # processes that are spawned import this module under another name
    raise SystemExit(main())
