"""The command line: ``birlik check``, ``plan``, ``verify`` and the rest."""

from birlik.cli.app import main

__all__ = ["main"]
