"""Render one canonical project definition into every official budget performance document."""

__version__: str


def __getattr__(name: str) -> str:
    """Return the version, which takes a while to be found out and is rarely asked for."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(__name__)
    except PackageNotFoundError:  # running from a folder that was never installed
        return "0"
