"""The roles that a person can have in an exercise."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person does in one exercise; no role outranks release."""

    DIRECTOR = "director", _("Director")
    CHIEF_PLANNER = "chief planner", _("Chief planner")
    PLANNER = "planner", _("Planner")
    CONTROLLER = "controller", _("Controller")
    OBSERVER = "observer", _("Observer")
    TRAINING_AUDIENCE = "training audience", _("Training audience")
    VISITOR = "visitor", _("Visitor")
