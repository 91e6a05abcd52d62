"""Text -> time expressions with value, interval, reference and chain; needs no parser and reads no clock."""

from timeline.tagging.tagger import Tagging, tag

__all__ = ["Tagging", "tag"]
