"""Money: what costs come to, prices with their counts, and prices with what goals promise."""
