"""Meetings, their agendas, delegations and objectives: read models and queries."""
