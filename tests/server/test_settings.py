"""What the settings are when nobody sets anything, and behind TLS."""

import json
import os
import subprocess
import sys

import pytest

ASKED = (
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_NAME",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "SECURE_PROXY_SSL_HEADER",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "DEBUG",
    "ACCOUNT_EMAIL_VERIFICATION",
    "PASSWORD_HASHERS",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN",
)
SHOWN = f"""
import json, birlik.server.settings as s
print(json.dumps({{name: getattr(s, name) for name in {ASKED}}}))
"""


def settings(folder, **variables):
    """The real settings, as a process of its own sees them."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", SHOWN],
        env=kept | {"BIRLIK_DATA": str(folder)} | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_this_machine_alone_unless_somebody_says_otherwise(tmp_path):
    plain = settings(tmp_path)
    assert plain["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert plain["DEBUG"] is False
    assert plain["SECURE_PROXY_SSL_HEADER"] is None
    assert plain["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert plain["SESSION_COOKIE_SECURE"] is False
    assert plain["SECURE_HSTS_SECONDS"] == 0
    assert plain["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")


def test_an_https_address_makes_everything_insist_on_tls(tmp_path):
    secure = settings(tmp_path, BIRLIK_ADDRESS="https://birlik.example.org", BIRLIK_PROXIES="1")
    assert "birlik.example.org" in secure["ALLOWED_HOSTS"]
    assert secure["CSRF_TRUSTED_ORIGINS"] == ["https://birlik.example.org"]
    assert secure["SESSION_COOKIE_SECURE"]
    assert secure["CSRF_COOKIE_SECURE"]
    assert secure["SESSION_COOKIE_NAME"] == "__Host-birlik_session"
    assert secure["SECURE_HSTS_SECONDS"] == 365 * 86_400
    assert secure["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert secure["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False


def test_addresses_are_verified_where_mail_is_sent(tmp_path):
    assert settings(tmp_path)["ACCOUNT_EMAIL_VERIFICATION"] == "none"
    mailing = settings(tmp_path, BIRLIK_MAIL="smtp://localhost:25")
    assert mailing["ACCOUNT_EMAIL_VERIFICATION"] == "mandatory"


def test_the_trail_of_migrations_is_complete(db):
    from django.core.management import call_command

    try:
        call_command("makemigrations", "people", "--check", "--dry-run", verbosity=0)
    except SystemExit:
        pytest.fail("models changed without a migration: run makemigrations")
