"""`python -m pmgen`."""

from pmgen.cli import main

raise SystemExit(main())
