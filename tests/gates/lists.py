"""Lists: a query that returns many takes the actor first, so that no list forgets whom it is for.

An exception is told where it stands: `# no actor: reason` above the function or within its signature.
"""

import ast
import re
from pathlib import Path

from tests.gates.findings import Finding

MANY = {"list", "List", "Sequence", "Iterable", "Iterator", "Collection", "set", "frozenset"}
ONE = ("_", "find_", "get_")
EXCUSED = re.compile(r"#\s*no actor:\s*\S+")


def check(package: Path) -> list[Finding]:
    """Findings in all `queries.py` and `queries/*.py` of the rooms below this package."""
    files = sorted([*package.glob("*/queries.py"), *package.glob("*/queries/*.py")])
    return [finding for path in files for finding in _check_file(path)]


def _check_file(path: Path) -> list[Finding]:
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    return [
        Finding(path, function.lineno, f"{function.name} returns many but does not take the actor first")
        for function in ast.parse(source).body
        if isinstance(function, ast.FunctionDef)
        and not function.name.startswith(ONE)
        and function.returns is not None
        and _many(function.returns)
        and _first(function) != "actor"
        and not _excused(function, lines)
    ]


def _many(returns: ast.expr) -> bool:
    """A list type, `X | None` with one, a tuple of any length or one with a list in it."""
    if isinstance(returns, ast.Constant) and isinstance(returns.value, str):
        return _many(ast.parse(returns.value, mode="eval").body)
    if isinstance(returns, ast.BinOp):
        return _many(returns.left) or _many(returns.right)
    name = _name(returns.value if isinstance(returns, ast.Subscript) else returns)
    if name in {"tuple", "Tuple"}:
        inside = returns.slice if isinstance(returns, ast.Subscript) else None
        parts = inside.elts if isinstance(inside, ast.Tuple) else [inside] if inside else []
        return not parts or any(_is_dots(part) or _many(part) for part in parts)
    return name in MANY


def _is_dots(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant) and part.value is Ellipsis


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _first(function: ast.FunctionDef) -> str:
    arguments = [*function.args.posonlyargs, *function.args.args]
    return arguments[0].arg if arguments else ""


def _excused(function: ast.FunctionDef, lines: list[str]) -> bool:
    start = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
    return any(EXCUSED.search(line) for line in lines[max(start - 2, 0) : function.body[0].lineno - 1])
