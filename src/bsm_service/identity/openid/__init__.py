"""Sign-in with an identity provider: OpenID Connect's code flow, with PKCE.

The provider only proves an identity: an issuer and a subject. The account, and what it
may do, is decided here and not by anything else the provider says.
"""
