"""The money of a project: what it comes to, its prices, who is paid."""
