"""What the program's exit codes mean; argparse gives that of wrong usage too."""

DONE = 0
FAULTS = 1
WRONG_USAGE = 2
INTERRUPTED = 130
