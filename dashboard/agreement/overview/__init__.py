"""The page Agreements: what is awaited, drafts against delegations, the register."""
