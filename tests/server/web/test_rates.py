"""How often one address may ask."""

from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from birlik.server.web.rates import REMEMBERED, Allowance, Unhurried


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_minutes_requests_at_once_and_then_steadily():
    clock = Clock()
    allowance = Allowance(60, clock)
    assert [allowance.wait("a") for _ in range(60)] == [0.0] * 60
    assert allowance.wait("a") == 1.0
    assert allowance.wait("b") == 0.0
    clock.now += 1
    assert allowance.wait("a") == 0.0
    assert allowance.wait("a") > 0


def test_no_limit_is_no_limit():
    allowance = Allowance(0, Clock())
    assert not any(allowance.wait("a") for _ in range(1000))


def test_so_many_addresses_are_remembered_and_no_more():
    allowance = Allowance(10, Clock())
    for number in range(REMEMBERED + 100):
        allowance.wait(str(number))
    assert len(allowance._left) == REMEMBERED


@given(st.lists(st.floats(0, 30), max_size=300), st.integers(1, 40))
def test_nobody_gets_more_than_twice_his_minute_in_any_minute(pauses, a_minute):
    clock = Clock()
    allowance = Allowance(a_minute, clock)
    allowed = []
    for pause in pauses:
        clock.now += pause
        if not allowance.wait("a"):
            allowed.append(clock.now)
    for begin in allowed:
        assert sum(begin <= at < begin + 60 for at in allowed) <= 2 * a_minute + 1


def test_who_asks_too_often_is_told_when_to_ask_again(settings, rf):
    settings.REQUESTS_A_MINUTE = 2
    asked = Unhurried(lambda request: HttpResponse())
    request = rf.get("/")
    assert [asked(request).status_code for _ in range(2)] == [200, 200]
    refused = asked(request)
    assert refused.status_code == 429
    assert "Wait a few minutes" in refused.text
    assert int(refused.headers["Retry-After"]) in (30, 31)
