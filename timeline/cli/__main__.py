"""`python -m timeline.cli`: the command line without the console script."""

from timeline.cli import main

main()
