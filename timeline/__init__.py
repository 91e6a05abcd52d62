"""From a news article and its date to a timeline you can trust."""

__version__ = "0.1.0"
