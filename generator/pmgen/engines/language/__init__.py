"""The template language of both engines: plain Jinja, sandboxed and strict."""

from pmgen.engines.language.generator import HELPER
from pmgen.engines.language.merging import MERGE_NAME
from pmgen.engines.language.script import Script, compile_script

__all__ = ["HELPER", "MERGE_NAME", "Script", "compile_script"]
