"""The list of registrations: its first page, and the files of all of it."""

import csv
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import load_workbook
from xlsxwriter import Workbook

from bench.serving import ROOT, Served, ask, body_of, cost

FEW, MANY = ("focal-points-2026", 1_000), ("workshop-2028", 10_000)
ROUNDS, REQUESTS = 5, 60
ALL_COLUMNS = (
    "?columns=category,region,country,languages,received,state,function,email,gender,zone,listing,place"
)


def invent(env: Mapping[str, str]) -> None:
    """A thousand registrations for one meeting of the demonstration, ten thousand for another."""
    for slug, number in (FEW, MANY):
        in_house(env, "bench.invented", slug, str(number))


def measure(bare: Served, house: Served, env: Mapping[str, str]) -> None:
    """The pages in turn with the bare page; the files in turn with the library alone on the same cells."""
    headers = {"Cookie": in_house(env, "bench.signed_in").strip()}
    few, many = (f"/meetings/{slug}/registrations" for slug, _ in (FEW, MANY))
    print("\nlist of registrations, first page")
    costs: dict[str, list[float]] = {"bare": [], few: [], many: [], "/my/password": []}
    for path in (few, many, "/my/password"):
        ask(house.port, path, headers, REQUESTS, 200)
    for _ in range(ROUNDS):
        costs["bare"].append(cost(bare, "/", {}, 200))
        for path in (few, many, "/my/password"):
            costs[path].append(cost(house, path, headers, 200, REQUESTS))
    ratio = ratios(costs[many], costs[few])
    print(f"{'10,000 to 1,000':24} {ratio:6.2f} ×  (aim ≤ 1.2)")
    for name, path in (("1,000", few), ("10,000", many), ("least page of staff", "/my/password")):
        ratio, own = ratios(costs[path], costs["bare"]), statistics.median(costs[path])
        print(f"{name:24} {ratio:6.1f} ×  (aim ≤ 25)   {own:.2f} ms")
    _files(house, headers, many, env, few)


def _files(house: Served, headers: dict[str, str], many: str, env: Mapping[str, str], few: str) -> None:
    print("\nfiles of 10,000, processor time, ratio to the library writing the same cells")
    for kind, given, plain in (
        ("csv", "csv", _plain_csv),
        ("csv", "xlsx", _plain_csv),
        ("xlsx", "xlsx", _plain_xlsx),
    ):
        print(f"{kind}: the library is given {'texts' if given == 'csv' else 'texts, numbers and times'}")
        for name, query in (("usual columns", ""), ("14 columns", ALL_COLUMNS)):
            path = f"{many}.{kind}{query}"
            cells = _cells(given, body_of(house.port, f"{many}.{given}{query}", headers))
            ratios, own = [], []
            for _ in range(ROUNDS):
                own.append(cost(house, path, headers, 200, 3))
                ratios.append(own[-1] / plain(cells))
            print(
                f"{kind + ', ' + name:24} {statistics.median(ratios):6.2f} ×  (aim ≤ 1.5)   "
                f"{min(ratios):.2f}–{max(ratios):.2f}   {statistics.median(own):.0f} ms   {len(cells) - 1} rows"
            )
        peaks = [int(in_house(env, "bench.peak", f"{p}.{kind}", headers["Cookie"])) for p in (few, many)]
        print(
            f"{kind + ', most memory':24} {peaks[0] / 1024:.1f} MB for 1,000, {peaks[1] / 1024:.1f} MB for 10,000"
        )


def _cells(kind: str, body: bytes) -> list[list[Any]]:
    """The cells of a file as the library is given them: texts, numbers and times."""
    if kind == "csv":
        return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    sheet = load_workbook(io.BytesIO(body)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def _timed(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return (time.process_time() - before) * 1000


def _plain_csv(cells: Sequence[Sequence[Any]]) -> float:
    """Milliseconds that the csv module takes for these rows, into a file."""

    def write() -> None:
        with tempfile.TemporaryFile("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows(cells)

    return statistics.median(_timed(write) for _ in range(5))


def _plain_xlsx(cells: Sequence[Sequence[Any]]) -> float:
    """Milliseconds that XlsxWriter takes for these rows with as little memory as ours."""

    def write() -> None:
        with tempfile.TemporaryFile() as out:
            book = Workbook(out, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
            sheet = book.add_worksheet()
            for at, row in enumerate(cells):
                sheet.write_row(at, 0, row)
            book.close()

    return _timed(write)


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def in_house(env: Mapping[str, str], module: str, *given: str) -> str:
    command = [sys.executable, "-m", module, *given]
    done = subprocess.run(
        command, env={**os.environ, **env}, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout
