"""Office packages: their zip, and their XML read and written."""
