"""What can be done about a decision: the buttons on its page, and their forms."""
