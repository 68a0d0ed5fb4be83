"""Which tables a statement of SQL names, and which statements stand in a module."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

# asyncpg's methods whose first argument is a statement, and those whose first argument is a table.
_TAKE_A_STATEMENT: Final = {"execute", "executemany", "fetch", "fetchmany", "fetchrow", "fetchval", "cursor", "prepare"}
_TAKE_A_TABLE: Final = {"copy_records_to_table", "copy_to_table", "copy_from_table"}


class NotUnderstood(Exception):
    """Of a statement it cannot be said which tables it names."""


@dataclass(frozen=True, slots=True)
class Statement:
    line: int
    tables: frozenset[str]
    only_reads: bool


def statements(module: ast.Module) -> Iterator[Statement]:
    """Those that the module hands to asyncpg. Raises NotUnderstood, with the line."""
    constants = _constants(module)
    for call in ast.walk(module):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        method = call.func.attr
        if method not in _TAKE_A_STATEMENT | _TAKE_A_TABLE:
            continue
        try:
            if not call.args:
                raise NotUnderstood("the statement is no first argument")
            for text in _texts(call.args[0], constants):
                if method in _TAKE_A_TABLE:
                    yield Statement(call.lineno, frozenset({text}), only_reads=False)
                else:
                    yield Statement(call.lineno, tables(text), only_reads(text))
        except NotUnderstood as problem:
            raise NotUnderstood(f"line {call.lineno}: {problem}") from problem


def tables(sql: str) -> frozenset[str]:
    """What it reads, writes or locks; functions, `unnest` and what WITH names are no tables. Raises NotUnderstood."""
    return frozenset(table.name for table in _parsed(sql).find_all(exp.Table) if _is_one(table))


def only_reads(sql: str) -> bool:
    """It neither writes nor locks; what a function does that it calls is not seen. Raises NotUnderstood."""
    return _parsed(sql).find(exp.Insert, exp.Update, exp.Delete, exp.Merge, exp.Lock) is None


def _parsed(sql: str) -> exp.Query | exp.DML:
    try:
        several = sqlglot.parse(sql, read="postgres")
    except SqlglotError as error:
        raise NotUnderstood(f"{error}\n{sql}") from error
    [statement] = several if len(several) == 1 else [None]
    # What sqlglot does not know it keeps as a Command, in which no table can be seen.
    if not isinstance(statement, exp.Query | exp.DML):
        raise NotUnderstood(f"not one SELECT, INSERT, UPDATE, DELETE or MERGE\n{sql}")
    return statement


def _is_one(table: exp.Table) -> bool:
    if not isinstance(table.this, exp.Identifier):
        return False  # a function's rows
    if isinstance(table.parent, exp.Lock):
        return False  # FOR UPDATE OF names again what FROM has named
    is_written = table.arg_key == "this" and isinstance(table.parent, exp.DML | exp.Schema)
    return is_written or not _is_named_by_with(table)


def _is_named_by_with(table: exp.Table) -> bool:
    inner: exp.Expr = table
    while (outer := inner.parent) is not None:
        visible: list[exp.CTE] = []
        if isinstance(outer, exp.With):
            # Inside one of them: it sees those before it, and itself where they are recursive.
            visible = outer.expressions if outer.recursive else outer.expressions[: inner.index]
        elif isinstance(defined := outer.args.get("with_"), exp.With) and defined is not inner:
            visible = defined.expressions
        if table.name in {each.alias for each in visible}:
            return True
        inner = outer
    return False


def _constants(module: ast.Module) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for statement in module.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found[name] = value
    return found


def _texts(expression: ast.expr, constants: dict[str, ast.expr]) -> list[str]:
    """All that the expression can be: text, constants of the module, any one of a dict's, and sums of them."""
    match expression:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.Name(id=name) if name in constants:
            return _texts(constants[name], constants)
        case ast.Subscript(value=ast.Name(id=name)) if isinstance(constants.get(name), ast.Dict):
            values = constants[name].values  # type: ignore[attr-defined]
            return [text for value in values for text in _texts(value, constants)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [one + other for one in _texts(left, constants) for other in _texts(right, constants)]
        case ast.IfExp(body=one, orelse=other):
            return [*_texts(one, constants), *_texts(other, constants)]
    raise NotUnderstood(f"neither text nor a constant of its module: {ast.unparse(expression)}")
