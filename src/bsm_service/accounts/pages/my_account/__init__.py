"""The page of one's own account: sign-in, sessions, tokens, stand-ins, e-mail."""
