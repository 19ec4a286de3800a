"""What is true of a run or a file, put into words: plain text and JSON, for every front end."""
