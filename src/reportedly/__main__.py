"""`python -m reportedly` is `reportedly`."""

from reportedly.cli.app import main

main()
