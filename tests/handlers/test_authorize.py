"""Who the bot is somewhere is asked of memory for what can be an id, and for nothing else."""

from pathlib import Path
from typing import Any

import pytest

from handlers.authorize import UnknownWorkspace, authorize_from
from storage.store import Store
from tests.databases import sqlite_url

ODD = [{"id": "T1"}, ["T1"], 7, "T\x001", "\ud800", "T1'--"]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", ["team_id", "enterprise_id"])
def test_from_where_no_id_comes_the_bot_is_not_installed(tmp_path: Path, place: str, odd: Any) -> None:
    store = Store.open(sqlite_url(tmp_path))
    with pytest.raises(UnknownWorkspace):
        authorize_from(store)(**{"team_id": "T1", "enterprise_id": "E1"} | {place: odd})
    store.close()
