"""What all tests share: hypothesis does not mind a busy machine, and tries in every run what it tried in the last one.

What fails then was changed, and not met by chance. `--hypothesis-profile=wander` goes looking for what nobody has met.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("wander", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", settings.get_profile("wander"), derandomize=True)
settings.load_profile("house")
