"""What observers and visitors are given: their programme, and invitations to it."""

from birlik.formats.visiting.invitation import Invited, invitation, visiting_days
from birlik.formats.visiting.programme import for_guests, programme_document

__all__ = ["Invited", "for_guests", "invitation", "programme_document", "visiting_days"]
