"""The markup engine: ordinary HTML tables in Jinja, filled and read into the document model."""

from pmgen.engines.markup.markup_layout import MarkupLayout, compile_layout

__all__ = ["MarkupLayout", "compile_layout"]
