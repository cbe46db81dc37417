"""What is stored about people: accounts, memberships, invitations, API tokens, one-use sign-in links."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from birlik.server.people.keys import KEY_LENGTH, random_key
from birlik.server.people.roles import Role

#: A nation's code, and an exercise's key, as the log has them.
NATION_LENGTH, EXERCISE_LENGTH = 40, 64
HASH_LENGTH = 64
E_MAIL_LENGTH = 254


class Accounts(BaseUserManager["Account"]):
    """Accounts, found and made by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> Account:
        """Make an account; without a password nobody can sign in with one."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account with an e-mail address, whatever its case."""
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser):
    """A person who can sign in.

    Attributes
    ----------
    key : str
        Random; what the log calls ``who``.
    language : str
        The one he chose; empty for that of his nation or his browser.
    time_zone : str
        Zone in which times are shown, as in the IANA database; ``Z`` for Zulu, empty for the
        exercise's own.
    date_time_groups : bool
        Whether he wants moments as date-time groups, such as ``081430ZJUL26``.
    administrator : bool
        Whether he looks after people and settings. It gives no right to read an exercise.
    """

    key = models.CharField(
        primary_key=True, max_length=KEY_LENGTH, default=random_key, editable=False
    )
    email = models.EmailField(_("e-mail address"), max_length=E_MAIL_LENGTH, unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=12, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    date_time_groups = models.BooleanField(_("date-time groups"), default=False)
    administrator = models.BooleanField(_("administrator"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """In the order of names."""

        ordering = ("name", "email")
        indexes = (models.Index(fields=["name"]),)

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """His name."""
        return self.name

    def save(self, *arguments: object, **options: object) -> None:
        """Store it, the address in small letters, so that one mailbox is one account."""
        self.email = self.email.strip().lower()
        super().save(*arguments, **options)  # type: ignore[arg-type]


class Part(models.Model):
    """What a person is in an exercise: for which nation, in which role."""

    exercise = models.CharField(_("exercise"), max_length=EXERCISE_LENGTH)
    nation = models.CharField(_("nation"), max_length=NATION_LENGTH)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    trusted_agent = models.BooleanField(
        _("trusted agent"),
        default=False,
        help_text=_("Belongs to the training audience, and may see the script."),
    )

    class Meta:
        """A part is stored as a membership, or within an invitation."""

        abstract = True


class Membership(Part):
    """A person's part in one exercise."""

    key = models.CharField(
        primary_key=True, max_length=KEY_LENGTH, default=random_key, editable=False
    )
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        """One part for each person in an exercise."""

        ordering = ("exercise", "nation", "role")
        constraints = (
            models.UniqueConstraint(fields=["account", "exercise"], name="one_part_in_an_exercise"),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="membership_has_a_role"
            ),
        )
        indexes = (models.Index(fields=["exercise", "nation"]),)

    def __str__(self) -> str:
        return f"{self.account}: {self.exercise}, {self.nation}, {self.role}"


class Invitation(Part):
    """A link with which one person, once, makes an account or joins an exercise.

    Attributes
    ----------
    email : str
        Address that the account must have; empty for whoever holds the link.
    exercise, nation, role : str
        Part that the person gets; all empty for an account alone.
    administrator : bool
        Whether the account looks after people and settings.
    sent : bool
        Whether the link went to the address by mail, so that whoever has it reads that mailbox.
    """

    key = models.CharField(
        primary_key=True, max_length=KEY_LENGTH, default=random_key, editable=False
    )
    hash = models.CharField(max_length=HASH_LENGTH, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=E_MAIL_LENGTH, blank=True)
    administrator = models.BooleanField(_("administrator"), default=False)
    sent = models.BooleanField(default=False, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, editable=False)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """The newest first."""

        ordering = ("-made_at",)
        indexes = (models.Index(fields=["made_at"]),)

    def __str__(self) -> str:
        return f"invitation {self.key} for {self.email or 'whoever holds the link'}"


class Scope(models.TextChoices):
    """What a token may be used for; each includes those before it."""

    READ = "read", _("Read")
    EDIT = "edit", _("Read and edit")
    ADMINISTER = "administer", _("Read, edit and administer")


class ApiToken(models.Model):
    """A secret with which a program acts for a person, within a scope, until it expires.

    Attributes
    ----------
    exercise : str
        Key of the one exercise it is for; empty for all of its person.
    """

    key = models.CharField(
        primary_key=True, max_length=KEY_LENGTH, default=random_key, editable=False
    )
    hash = models.CharField(max_length=HASH_LENGTH, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    scope = models.CharField(_("scope"), max_length=12, choices=Scope.choices, default=Scope.READ)
    exercise = models.CharField(_("exercise"), max_length=EXERCISE_LENGTH, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        """The newest first."""

        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"token {self.name} of {self.account}"


class SignInLink(models.Model):
    """A link that signs one account in, once, from this machine alone."""

    key = models.CharField(
        primary_key=True, max_length=KEY_LENGTH, default=random_key, editable=False
    )
    hash = models.CharField(max_length=HASH_LENGTH, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"sign-in link for {self.account}"


class Untold(models.Model):
    """Something that happened to people, until it is in the log; see ``audit``."""

    number = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=KEY_LENGTH, default=random_key, editable=False)
    at = models.DateTimeField()
    what = models.CharField(max_length=80)
    who = models.CharField(max_length=KEY_LENGTH, blank=True)
    about = models.CharField(max_length=KEY_LENGTH, blank=True)
    facts = models.JSONField(default=dict)
    taken_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.what}, {self.at:%Y-%m-%d %H:%M}"
