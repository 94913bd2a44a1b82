"""`python -m pmgen`."""

import sys

from pmgen.cli import main

sys.exit(main())
