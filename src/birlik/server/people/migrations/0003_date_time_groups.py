"""People can want moments as date-time groups."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody has chosen them yet."""

    dependencies = [("people", "0002_language")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="date_time_groups",
            field=models.BooleanField(default=False, verbose_name="date-time groups"),
        ),
    ]
