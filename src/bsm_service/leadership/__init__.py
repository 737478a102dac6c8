"""What leadership asks of promises, in words and figures, and as a page of paper."""
