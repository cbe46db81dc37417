"""``python -m birlik.cli`` does what ``birlik`` does."""

from birlik.cli.app import main

main()
