"""Questions about the record: plain values in, frozen rows out.

Shared by HTTP, the command line and the screens. Each takes a view of the read models,
the moment that is looked at, and the audience that looks.
"""
