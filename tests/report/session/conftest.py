from __future__ import annotations

import pytest

from sim.room.rules.session_debrief import SessionDebrief
from sim.store.loading import Loaded, load
from tests.report.session.made import THE_EXAMPLE, apart, together


@pytest.fixture(scope="session")
def quiet() -> Loaded:
    """A short scenario with three ways to begin, solved."""
    return load(THE_EXAMPLE)


@pytest.fixture
def whole(quiet: Loaded) -> SessionDebrief:
    """A session that was played together to its end."""
    return together(quiet).debrief


@pytest.fixture
def parted(quiet: Loaded) -> SessionDebrief:
    """A session of three teams at their own pace."""
    return apart(quiet).debrief
