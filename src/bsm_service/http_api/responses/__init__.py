"""Responses: lists in each format, pages, problems, documents."""
