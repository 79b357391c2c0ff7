"""Who asks, and how much one client may ask."""

from pathlib import Path

import pytest

from domain.errors import ExportsBusy, SettingsError, TooManyRequests
from search_api.limits import Allowance, client_of
from search_api.settings import Budgets, from_environment


def test_clients_are_counted_apart() -> None:
    allowance = Allowance(Budgets(points_per_minute=5))
    for _ in range(5):
        allowance.spend("a")
    with pytest.raises(TooManyRequests):
        allowance.spend("a")
    allowance.spend("b")


def test_costly_questions_count_more() -> None:
    allowance = Allowance(Budgets(points_per_minute=10))
    allowance.spend("a", 55.0)
    allowance.spend("a", 30.0)
    with pytest.raises(TooManyRequests) as stopped:
        allowance.spend("a")
    assert 1 <= stopped.value.retry_after <= 60


def test_the_costliest_question_can_be_asked_once() -> None:
    allowance = Allowance(Budgets(points_per_minute=10))
    allowance.spend("a", 1e9)
    with pytest.raises(TooManyRequests):
        allowance.spend("a")


def test_no_limit() -> None:
    allowance = Allowance(Budgets(points_per_minute=0))
    for _ in range(20_000):
        allowance.spend("a", 1e9)


def test_exports_of_a_client_at_once() -> None:
    allowance = Allowance(Budgets(exports_per_client=2))
    with allowance.export("a"), allowance.export("a"):
        with pytest.raises(ExportsBusy), allowance.export("a"):
            pass
        with allowance.export("b"):
            pass
    with allowance.export("a"):
        pass


def test_exports_of_a_client_in_several_processes(tmp_path: Path) -> None:
    one, other = (Allowance(Budgets(exports_per_client=2), tmp_path) for _ in range(2))
    with one.export("a"), other.export("a"):
        for process in (one, other):
            with pytest.raises(ExportsBusy), process.export("a"):
                pass
        with other.export("b"):
            pass
    with one.export("a"), one.export("a"):
        pass
    assert not any(path.name == "a" for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "client"),
    [
        ("198.51.100.3", "192.0.2.7", (), "198.51.100.3"),
        ("10.0.0.1", "192.0.2.7", ("10.0.0.1",), "192.0.2.7"),
        ("10.0.0.1", "6.6.6.6, 192.0.2.7", ("10.0.0.1",), "192.0.2.7"),
        ("10.0.0.1", "192.0.2.7, 10.0.0.2", ("10.0.0.1", "10.0.0.2"), "192.0.2.7"),
        ("10.0.0.1", "10.0.0.1", ("10.0.0.1",), "10.0.0.1"),
        ("10.0.0.1", "what is this", ("10.0.0.1",), "unknown"),
        ("2001:db8:1:2:3:4:5:6", None, (), "2001:db8:1:2::/64"),
        (None, None, (), "unknown"),
    ],
)
def test_who_asks(peer: str | None, forwarded: str | None, trusted: tuple[str, ...], client: str) -> None:
    assert client_of(peer, forwarded, trusted) == client


def test_settings_of_the_environment() -> None:
    found = from_environment({"IPATLAS_RATE": "12", "IPATLAS_EXPORTS": "1", "IPATLAS_TRUSTED_PROXIES": "10.0.0.1, ::1"})
    assert found.budgets.points_per_minute == 12 and found.budgets.exports_per_client == 1
    assert found.trusted_proxies == ("10.0.0.1", "::1")
    assert from_environment({}).budgets == Budgets()
    with pytest.raises(SettingsError):
        from_environment({"IPATLAS_RATE": "many"})
