"""The table of long work."""

from django.db import migrations, models

import birlik.server.people.keys
import birlik.server.work.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Piece",
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
                ("exercise", models.CharField(max_length=64)),
                ("seat", models.CharField(max_length=120)),
                ("who", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("plan", "Plan"),
                            ("replan", "Replan"),
                            ("explain", "Explain"),
                            ("rehearse", "Rehearse"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("published", "Published"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked", models.JSONField(default=dict)),
                ("plan", models.CharField(max_length=64)),
                ("given", models.BinaryField()),
                ("about", models.BinaryField()),
                ("stop", models.BooleanField(default=False)),
                ("done", models.FloatField(default=0.0)),
                ("saying", models.JSONField(default=birlik.server.work.models.kept)),
                ("best", models.JSONField(default=dict)),
                ("result", models.BinaryField(null=True)),
                ("message", models.JSONField(default=birlik.server.work.models.kept)),
                ("process", models.CharField(default="", max_length=40)),
                ("slot", models.PositiveSmallIntegerField(null=True, unique=True)),
                ("step", models.CharField(default="", max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-asked_at",),
                "indexes": [
                    models.Index(fields=["exercise", "seat", "-asked_at"], name="work_of_a_seat")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage__in", ["waiting", "running"])),
                        fields=("exercise", "seat"),
                        name="one_open_work_for_a_seat",
                    )
                ],
            },
        ),
    ]
