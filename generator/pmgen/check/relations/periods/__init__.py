"""How often in which period, how much in how many years, and the longer beside the shorter time."""
