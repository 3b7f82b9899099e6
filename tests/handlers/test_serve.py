"""What is done once before anybody is served."""

import gc

from handlers.serve import set_aside


def test_what_was_loaded_is_not_searched_for_garbage() -> None:
    loaded = len(gc.get_objects())
    try:
        set_aside()
        assert len(gc.get_objects()) < loaded / 10
    finally:
        gc.unfreeze()
