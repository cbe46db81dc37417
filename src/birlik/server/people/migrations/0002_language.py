"""Nobody has chosen a language before there was a choice."""

from __future__ import annotations

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let English, which was set for everybody, stand for no choice."""
    apps.get_model("people", "Account").objects.using(editor.connection.alias).update(language="")


class Migration(migrations.Migration):
    """The language of an account may be empty."""

    dependencies = [("people", "0001_people")]

    operations = [
        migrations.AlterField(
            model_name="account",
            name="language",
            field=models.CharField(blank=True, max_length=12, verbose_name="language"),
        ),
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
