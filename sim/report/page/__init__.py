"""Reports: a finished run as a page to keep, to print or to hand on."""
