"""The Word engine: a .docx with Jinja in it, compiled once, filled as a stream."""
