"""Days, spans, seasons and hours: which comes before which, and which are one."""
