"""What authors of forms are helped with: beginning a form from the blank one, and looking at it."""
