"""Accounts, memberships of exercises, invitations, tokens, and the trail of what happened to them."""
