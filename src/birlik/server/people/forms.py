"""Forms about people; they read what was typed, and decide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.forms import SignupForm
from allauth.core import context
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from birlik.server.people.adapters import remembered_invitation
from birlik.server.people.models import Account, Scope
from birlik.server.people.preferences import time_zones
from birlik.server.people.roles import Role


class SignUp(SignupForm):  # type: ignore[misc]
    """Name, address and password of a new account; an address that was invited is settled."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        invitation = remembered_invitation(context.request)
        if invitation and invitation.email:
            self.fields["email"].initial = invitation.email
            self.fields["email"].disabled = True
        for name in ("email", "password1"):
            if name in self.fields:
                self.fields[name].widget.attrs.pop("placeholder", None)


class NewPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey to be added; it replaces the password unless somebody wants both."""

    passwordless = forms.BooleanField(
        label=_("Sign in with it instead of a password"),
        required=False,
        initial=True,
        help_text=_("Otherwise it is asked for beside the password."),
    )


if TYPE_CHECKING:
    _AccountForm = forms.ModelForm[Account]
else:
    _AccountForm = forms.ModelForm


class Profile(_AccountForm):
    """How a person wants to be called, and to see times."""

    class Meta:
        """What a person may change of himself."""

        model = Account
        fields: ClassVar = ["name", "language", "time_zone", "date_time_groups"]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        languages = [("", _("My nation's, or the browser's")), *settings.LANGUAGES]
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=languages, required=False
        )
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]
        zones = [("", _("The exercise's")), *((zone, zone) for zone in time_zones())]
        self.fields["time_zone"] = forms.ChoiceField(
            label=_("Times are shown in the zone"), choices=zones, required=False
        )
        self.fields["date_time_groups"].label = _(
            "Moments as date-time groups, such as 081430ZJUL26"
        )


class PartForm(forms.Form):
    """A part in an exercise."""

    exercise = forms.CharField(
        label=_("Exercise"), max_length=64, widget=forms.TextInput(attrs={"list": "exercises"})
    )
    nation = forms.CharField(
        label=_("Nation"), max_length=40, widget=forms.TextInput(attrs={"list": "nations"})
    )
    role = forms.ChoiceField(label=_("Role"), choices=[("", "—"), *Role.choices])
    trusted_agent = forms.BooleanField(
        label=_("Trusted agent"),
        required=False,
        help_text=_("A member of the training audience who may see the script."),
    )


class Invite(PartForm):
    """Whom to invite, and to what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Empty: whoever holds the link."),
    )
    administrator = forms.BooleanField(
        label=_("Administrator"),
        required=False,
        help_text=_("Looks after people and settings. It gives no right to read an exercise."),
    )
    field_order = ("email", "exercise", "nation", "role", "trusted_agent", "administrator")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name in ("exercise", "nation", "role"):
            self.fields[name].required = False


class InviteTo(forms.Form):
    """Whom to invite to one exercise, and to which part in it."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Empty: whoever holds the link."),
    )
    nation = forms.ChoiceField(label=_("Nation"))
    role = forms.ChoiceField(label=_("Role"))
    trusted_agent = forms.BooleanField(
        label=_("Trusted agent"),
        required=False,
        help_text=_("A member of the training audience who may see the script."),
    )

    def __init__(
        self, nations: Sequence[str], roles: Sequence[Role], *arguments: Any, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        for name, choices in (
            ("nation", [(each, each) for each in nations]),
            ("role", [(role.value, role.label) for role in roles]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        # Nobody makes a chief planner by accident.
        self.fields["role"].initial = roles[-1].value if roles else None


class NewToken(forms.Form):
    """A token to be made."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("What will use it, such as “wall display”.")
    )
    scope = forms.ChoiceField(label=_("May"), choices=Scope.choices)
    exercise = forms.ChoiceField(label=_("Exercise"), required=False)
    days = forms.IntegerField(
        label=_("Counts for, in days"), min_value=1, max_value=366, initial=30
    )

    def __init__(self, account: Account, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        of_exercise = account.memberships.values_list("exercise", flat=True)
        exercise = self.fields["exercise"]
        assert isinstance(exercise, forms.ChoiceField)
        exercise.choices = [("", _("All of mine")), *((key, key) for key in of_exercise)]
        if not account.administrator:
            scope = self.fields["scope"]
            assert isinstance(scope, forms.ChoiceField)
            scope.choices = [c for c in Scope.choices if c[0] != Scope.ADMINISTER]
