"""Words on a command line in, one library call, words on a screen out. One file per command."""
