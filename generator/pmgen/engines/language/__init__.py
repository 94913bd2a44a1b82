"""The template language of both engines: plain Jinja, sandboxed and strict."""

from pmgen.engines.language.blanks import Blanks
from pmgen.engines.language.environment import plain_text
from pmgen.engines.language.failures import Unusable
from pmgen.engines.language.generator import HELPER
from pmgen.engines.language.merging import MERGE_NAME
from pmgen.engines.language.script import Script, compile_script

__all__ = ["HELPER", "MERGE_NAME", "Blanks", "Script", "Unusable", "compile_script", "plain_text"]
