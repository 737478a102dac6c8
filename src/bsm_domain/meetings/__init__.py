"""The network, its annual meetings, and what they set out to do."""
