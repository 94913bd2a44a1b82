"""Publishing: a plan with every name fixed, then jobs, then a report."""
