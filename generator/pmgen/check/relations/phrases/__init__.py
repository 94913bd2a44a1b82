"""What one phrase says for itself: bounds of anything, opposites, and words that turn its meaning."""
