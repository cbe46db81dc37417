"""Error pages in plain words."""

import pytest
from django.test import Client

from birlik.server.web.errors import FORGED, PAGES


def test_what_is_absent(client, db):
    page = client.get("/nothing/")
    assert page.status_code == 404
    assert "There is nothing here" in page.text


def test_a_page_that_breaks(db, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("a secret of the inside")

    with monkeypatch.context() as patch:
        patch.setattr("birlik.server.web.health.connection.cursor", broken)
        page = Client(raise_request_exception=False).get("/health")
    assert page.status_code == 500
    assert "The server made a mistake" in page.text
    assert "secret of the inside" not in page.text
    assert "secret of the inside" in caplog.text


def test_a_database_that_does_not_answer_is_told_by_health(client, monkeypatch, db):
    from django.db import OperationalError

    def silent(*_):
        raise OperationalError("host 10.0.0.7")

    with monkeypatch.context() as patch:
        patch.setattr("birlik.server.web.health.connection.cursor", silent)
        answer = client.get("/health")
    assert answer.status_code == 503
    assert "10.0.0.7" not in answer.text


@pytest.mark.parametrize("explained", [*PAGES.values(), FORGED])
def test_every_error_says_what_happened_and_what_to_do(explained):
    for sentence in (explained.what, explained.remedy):
        assert str(sentence).endswith(".")
