"""What anybody may know: laws, days, places, trades and words in use, beside what a text says."""
