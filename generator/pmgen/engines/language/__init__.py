"""The template language of both engines: plain Jinja, sandboxed and strict."""

from pmgen.engines.language.code_generation import HELPER
from pmgen.engines.language.error_explanations import UnusableValue
from pmgen.engines.language.jinja_environment import name_of_bookmark, plain_text
from pmgen.engines.language.rendering_counters import Blanks
from pmgen.engines.language.template_script import Script, compile_script, names_project
from pmgen.engines.language.tree_rewriting import MERGE_NAME

__all__ = [
    "HELPER",
    "MERGE_NAME",
    "Blanks",
    "Script",
    "UnusableValue",
    "compile_script",
    "name_of_bookmark",
    "names_project",
    "plain_text",
]
