"""People who take part: commands, handlers, lists."""
