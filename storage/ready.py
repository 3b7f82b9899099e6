"""Statements that are compiled once and then handed to the driver as they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Row, Select, Update
from sqlalchemy.engine import result_tuple
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningInsert

Statement = Select[Any] | Insert | ReturningInsert[Any] | Update | Delete
Values = Mapping[str, object]


def give(connection: Connection, words: str, values: Any = ()) -> Any:
    """The driver's cursor for these words; what it raises is raised as SQLAlchemy would."""
    driver: Any = connection.connection.driver_connection
    try:
        return driver.execute(words, values)
    except connection.dialect.loaded_dbapi.Error as error:
        kind = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(words, None, error, kind, hide_parameters=True) from error


class Ready:
    """A statement with nothing in it but what `bindparam` names, and constants.

    SQLAlchemy takes ten times as long on the way to SQLite as SQLite takes to answer; here it only says what to ask,
    and in which shape values go in and out. `names` are the columns that an insert is given.
    """

    def __init__(self, statement: Statement, names: Sequence[str] | None = None) -> None:
        self._statement, self._names = statement, names
        self._compiled: dict[str, _Compiled] = {}

    def change(self, connection: Connection, values: Values) -> int:
        """How many rows were really inserted, changed or deleted."""
        return int(self._run(connection, values).rowcount)

    def all(self, connection: Connection, values: Values) -> Sequence[Row[Any]]:
        found = self._run(connection, values).fetchall()
        return self._for(connection.dialect).rows(found) if found else ()

    def _run(self, connection: Connection, values: Values) -> Any:
        compiled = self._for(connection.dialect)
        return give(connection, compiled.words, compiled.filled(values))

    def _for(self, dialect: Dialect) -> "_Compiled":
        if (found := self._compiled.get(dialect.name)) is None:
            found = self._compiled[dialect.name] = _Compiled(self._statement, dialect, self._names)
        return found


class _Compiled:
    """What a driver is given, and how its rows are read."""

    def __init__(self, statement: Statement, dialect: Dialect, names: Sequence[str] | None) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=names)
        if not isinstance(compiled, SQLCompiler) or compiled.post_compile_params or compiled.literal_execute_params:
            raise TypeError("a list of values makes another statement each time")
        self.words = str(compiled)
        self._by_position = compiled.positiontup is not None
        self._slots = [_slot(compiled, name, dialect) for name in compiled.positiontup or compiled.bind_names.values()]
        columns = list(statement.exported_columns)
        types = [column.type.dialect_impl(dialect) for column in columns]
        self._read = [(at, read) for at, of in enumerate(types) if (read := of.result_processor(dialect, None))]
        self._row = result_tuple([str(column.key) for column in columns])

    def filled(self, values: Values) -> Sequence[Any] | Mapping[str, Any]:
        """These values in the places that the statement has for them."""
        found = [
            constant if key is None else values[key] if write is None else write(values[key])
            for _, key, constant, write in self._slots
        ]
        return found if self._by_position else dict(zip((slot[0] for slot in self._slots), found, strict=True))

    def rows(self, found: Sequence[Sequence[Any]]) -> Sequence[Row[Any]]:
        made = []
        for one in found:
            values = list(one)
            for at, read in self._read:
                values[at] = read(values[at])
            made.append(self._row(values))
        return made


def _slot(compiled: SQLCompiler, name: str, dialect: Dialect) -> tuple[str, str | None, Any, Any]:
    """The name of a place; whose value goes there, or which constant; and what is done to a value on its way."""
    bind = compiled.binds[name]
    write = bind.type.dialect_impl(dialect).bind_processor(dialect)
    defaults = {column.key: column.default for column in compiled.insert_prefetch}
    if bind.required and name not in defaults:
        return name, bind.key, None, write
    constant: Any = getattr(defaults[name], "arg", None) if name in defaults else bind.effective_value
    return name, None, write(constant) if write else constant, None
