"""The first tables of the live stream."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Present",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("process", models.CharField(max_length=32)),
                ("exercise", models.CharField(max_length=64)),
                ("people", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("process", "exercise"), name="one_row_for_a_process"
                    )
                ],
            },
        ),
    ]
