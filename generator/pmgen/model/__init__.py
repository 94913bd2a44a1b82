"""The canonical model: records, targets, terms and the table of their keys."""
