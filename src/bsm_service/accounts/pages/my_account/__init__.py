"""The My account page: sign-in, sessions, tokens, stand-ins and notifications."""
