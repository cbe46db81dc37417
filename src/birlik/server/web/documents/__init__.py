"""Pages of documents: the joint plan, notices, the programme for visitors and invitations to it."""
