"""What the program's exit codes mean; wrong usage is 2, which argparse gives."""

DONE = 0
FAULTS = 1
INTERRUPTED = 130
