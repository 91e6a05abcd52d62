"""What no source of the package may hold: calls that run data as a program, or parse XML that may bite."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "timeline"
SOURCES = sorted(PACKAGE.rglob("*.py"))
MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve", "pdb"}
CALLS = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
METHODS = {
    ("os", "system"), ("os", "popen"), ("subprocess", "getoutput"), ("subprocess", "getstatusoutput"),
    ("yaml", "load"), ("yaml", "unsafe_load"), ("tempfile", "mktemp"), ("numpy", "load"), ("torch", "load"),
}  # fmt: skip
XML = ("xml.etree", "xml.dom", "xml.sax", "xml.parsers")
HARMLESS_XML = {"ParseError", "Element", "SubElement", "tostring", "indent", "register_namespace"}
"""What makes XML or names its errors, and parses nothing."""


def faults(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            found += [f"{node.lineno}: import {n}" for n in names if n.split(".")[0] in MODULES or n.startswith(XML)]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if module.split(".")[0] in MODULES:
                found.append(f"{node.lineno}: from {module}")
            if module.startswith(XML) or module == "xml":
                bad = [alias.name for alias in node.names if alias.name not in HARMLESS_XML]
                found += [f"{node.lineno}: {module}.{name}" for name in bad]
        elif isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name) and function.id in CALLS:
                found.append(f"{node.lineno}: {function.id}()")
            if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
                if (function.value.id, function.attr) in METHODS:
                    found.append(f"{node.lineno}: {function.value.id}.{function.attr}()")
                if function.value.id == "os" and function.attr.startswith(("exec", "spawn")):
                    found.append(f"{node.lineno}: os.{function.attr}()")
            for word in node.keywords:
                if word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False):
                    found.append(f"{node.lineno}: shell=")
                if word.arg == "resolve_entities" and getattr(word.value, "value", True):
                    found.append(f"{node.lineno}: resolve_entities=")
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_runs_data_as_a_program(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from pickle import loads",
        "eval('1')",
        "import os\nos.system('ls')",
        "import subprocess\nsubprocess.run('ls', shell=True)",
        "import xml.etree.ElementTree",
        "from xml.etree.ElementTree import fromstring",
        "import yaml\nyaml.load('a')",
    ],
)
def test_each_fault_would_be_seen(source: str) -> None:
    assert faults(source)
