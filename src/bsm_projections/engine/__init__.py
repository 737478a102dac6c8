"""Updates read models with facts, and provides the context of queries: a view of the
read models, the viewed moment, and the audience.
"""
