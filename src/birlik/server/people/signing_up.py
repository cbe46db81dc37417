"""What everybody who makes an account is asked, beside what his way of signing in needs."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Named(forms.Form):
    """The name by which others know him."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As others should see it, with your rank if you like."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: object) -> None:
        """Nothing more to do; the account's adapter stores the name."""
