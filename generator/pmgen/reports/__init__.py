"""Reports to hand round: one HTML page each, for the screen, a phone and paper, that loads nothing."""
