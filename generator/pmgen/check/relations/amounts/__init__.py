"""Amounts of money: prices, products and sums, in texts and in rows."""
