"""The tables of people, as they were first."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import birlik.server.people.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Untold",
            fields=[
                ("number", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "key",
                    models.CharField(
                        default=birlik.server.people.keys.random_key, editable=False, max_length=20
                    ),
                ),
                ("at", models.DateTimeField()),
                ("what", models.CharField(max_length=80)),
                ("who", models.CharField(blank=True, max_length=20)),
                ("about", models.CharField(blank=True, max_length=20)),
                ("facts", models.JSONField(default=dict)),
                ("taken_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "key",
                    models.CharField(
                        default=birlik.server.people.keys.random_key,
                        editable=False,
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "email",
                    models.EmailField(max_length=254, unique=True, verbose_name="e-mail address"),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "language",
                    models.CharField(default="en", max_length=12, verbose_name="language"),
                ),
                (
                    "time_zone",
                    models.CharField(blank=True, max_length=64, verbose_name="time zone"),
                ),
                ("administrator", models.BooleanField(default=False, verbose_name="administrator")),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
            ],
            options={
                "ordering": ("name", "email"),
                "indexes": [models.Index(fields=["name"], name="people_acco_name_a6dc66_idx")],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=birlik.server.people.keys.random_key,
                        editable=False,
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("read", "Read"),
                            ("edit", "Read and edit"),
                            ("administer", "Read, edit and administer"),
                        ],
                        default="read",
                        max_length=12,
                        verbose_name="scope",
                    ),
                ),
                ("exercise", models.CharField(blank=True, max_length=64, verbose_name="exercise")),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at",),
            },
        ),
        migrations.CreateModel(
            name="SignInLink",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=birlik.server.people.keys.random_key,
                        editable=False,
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(editable=False, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("exercise", models.CharField(max_length=64, verbose_name="exercise")),
                ("nation", models.CharField(max_length=40, verbose_name="nation")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("director", "Director"),
                            ("chief planner", "Chief planner"),
                            ("planner", "Planner"),
                            ("controller", "Controller"),
                            ("observer", "Observer"),
                            ("training audience", "Training audience"),
                            ("visitor", "Visitor"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "trusted_agent",
                    models.BooleanField(
                        default=False,
                        help_text="Belongs to the training audience, and may see the script.",
                        verbose_name="trusted agent",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=birlik.server.people.keys.random_key,
                        editable=False,
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("administrator", models.BooleanField(default=False, verbose_name="administrator")),
                ("sent", models.BooleanField(default=False, editable=False)),
                (
                    "made_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at",),
                "indexes": [
                    models.Index(fields=["made_at"], name="people_invi_made_at_1a8b14_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("exercise", models.CharField(max_length=64, verbose_name="exercise")),
                ("nation", models.CharField(max_length=40, verbose_name="nation")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("director", "Director"),
                            ("chief planner", "Chief planner"),
                            ("planner", "Planner"),
                            ("controller", "Controller"),
                            ("observer", "Observer"),
                            ("training audience", "Training audience"),
                            ("visitor", "Visitor"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "trusted_agent",
                    models.BooleanField(
                        default=False,
                        help_text="Belongs to the training audience, and may see the script.",
                        verbose_name="trusted agent",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        default=birlik.server.people.keys.random_key,
                        editable=False,
                        max_length=20,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("exercise", "nation", "role"),
                "indexes": [
                    models.Index(
                        fields=["exercise", "nation"], name="people_memb_exercis_b962c6_idx"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "exercise"), name="one_part_in_an_exercise"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "director",
                                    "chief planner",
                                    "planner",
                                    "controller",
                                    "observer",
                                    "training audience",
                                    "visitor",
                                ],
                            )
                        ),
                        name="membership_has_a_role",
                    ),
                ],
            },
        ),
    ]
