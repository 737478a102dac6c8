"""What every verb of the command line builds on: options, output, refusals."""
