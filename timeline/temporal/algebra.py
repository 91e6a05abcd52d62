"""The algebra of time as data: what a phrase says before anybody asks which "now" it counts from.

A node is printed, compared, tested and re-anchored without being resolved; `resolve.py` turns a
node and a reference into an `Interval`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """Root of all expression nodes."""
