"""The server process: listening, connections, memory."""
