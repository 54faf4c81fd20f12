"""The command line: the same engine without a screen, one file a command."""
