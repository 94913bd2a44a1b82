"""Statements: every quantity that a text makes a statement of, and what the statements of a project say."""
