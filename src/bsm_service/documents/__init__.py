"""Files that people send and take away: tables, archives, PDF."""
