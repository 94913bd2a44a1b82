"""The command line: the only room that knows click, colours, languages and exit codes."""

# Nothing is imported before this, not even from the standard library: Ctrl+C would show it.
try:
    from pmgen.cli import exit_codes_and_signals
except KeyboardInterrupt:
    raise SystemExit(130) from None


def main(arguments: list[str] | None = None) -> int:
    """Run pmgen with `arguments`, those of the process by default, and return its exit code."""
    if arguments is None:
        # Before anything else is imported, also above: whoever presses Ctrl+C has not to look at imports.
        exit_codes_and_signals.hold()
    from pmgen.cli.entry_point import run, run_process

    return run_process() if arguments is None else run(arguments)


__all__ = ["main"]
