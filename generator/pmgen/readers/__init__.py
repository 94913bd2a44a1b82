"""The readers: a finished file back into what it says."""
