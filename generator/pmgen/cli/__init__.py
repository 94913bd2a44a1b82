"""The command line: the only room that knows click, colours, languages and exit codes."""

from pmgen.cli.entry import main

__all__ = ["main"]
