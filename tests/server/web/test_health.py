"""What those see who watch the server."""

import pytest

METRICS = "/metrics"


def test_a_server_that_is_well_says_so_to_anybody(client, db):
    answer = client.get("/health", REMOTE_ADDR="192.0.2.7")
    assert (answer.status_code, answer.json()) == (200, {"status": "well"})


def test_figures_are_for_this_machine(client, db):
    client.get("/people/hfoo/")
    answer = client.get(METRICS)
    assert 'birlik_answers_total{method="GET",page="person",status="302"}' in answer.text
    assert "hfoo" not in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"REMOTE_ADDR": "192.0.2.7", "headers": {"Authorization": "Bearer "}},
        {"REMOTE_ADDR": "192.0.2.7", "headers": {"Authorization": "Bearer wrong"}},
    ],
)
def test_for_others_there_are_none(client, db, settings, asked):
    assert client.get(METRICS, **asked).status_code == 404
    settings.METRICS_TOKEN = "figures"
    assert client.get(METRICS, **asked).status_code == 404


def test_who_has_the_token_reads_them_from_anywhere(client, db, settings):
    settings.METRICS_TOKEN = "figures"
    headers = {"Authorization": "Bearer figures"}
    assert client.get(METRICS, REMOTE_ADDR="192.0.2.7", headers=headers).status_code == 200
