"""The Word engine: a .docx with Jinja in it, compiled once, filled as a stream."""

from pmgen.engines.word.word_layout import WordLayout, compile_layout, compile_word

__all__ = ["WordLayout", "compile_layout", "compile_word"]
