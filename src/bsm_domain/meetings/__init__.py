"""The network, its annual meetings, and their objectives."""
