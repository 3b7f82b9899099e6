"""What all tests share: hypothesis does not mind a busy machine, and tries in every run what it tried in the last one.

What fails then was changed, and not met by chance. `--hypothesis-profile=wander` goes looking for what nobody has met.
"""

import os
import sys

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("wander", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", settings.get_profile("wander"), derandomize=True)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Keep what was compiled in pytest's own folder where the environment wants it nowhere beside the sources.

    A run imports everything in each of its workers, and again in the many processes that its tests start.
    """
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(config.rootpath / ".pytest_cache" / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
