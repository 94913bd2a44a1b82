"""The table of indicators: its rows beside each other and beside the goals."""
