"""Lets the processes of workers do what the names of projects say: see batch_of_offices.py."""

import sys

if "--multiprocessing-fork" in sys.orig_argv:
    from pmgen.formats import html
    from publish.batch_of_offices import write_fatally

    html.write.write = write_fatally
