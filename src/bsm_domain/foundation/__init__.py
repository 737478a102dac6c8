"""The foundation of every subject of the domain: facts, aggregates, values,
refusals.
"""
