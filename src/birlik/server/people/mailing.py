"""Mail that we send ourselves: invitations. All other mail about accounts is allauth's."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from birlik.server.people.models import Invitation
from birlik.server.people.preferences import nations_language


def mailed(invitation: Invitation, link: str) -> str:
    """Send an invitation to its address.

    Returns
    -------
    str
        ``sent``, ``failed`` if the mail server refused, or empty if there was nothing to send.
    """
    if not (settings.MAIL_IS_SENT and invitation.email):
        return ""
    language = invitation.nation and nations_language(invitation.exercise, invitation.nation)
    with translation.override(language or translation.get_language()):
        told = {"invitation": invitation, "link": link}
        text = render_to_string("people/mail/invitation.txt", told)
        subject = _("Birlik: you are invited")
    mail = EmailMessage(subject=subject, body=text, to=[invitation.email])
    try:
        mail.send()
    except (smtplib.SMTPException, OSError):
        return "failed"
    invitation.sent = True
    invitation.save(update_fields=["sent"])
    return "sent"
