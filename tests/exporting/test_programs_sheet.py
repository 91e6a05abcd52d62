"""CSV and workbooks in LibreOffice: the right dates, and no live formula among hostile strings."""

from __future__ import annotations

import io
import os
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exporting.samples import HOSTILE, TROUBLE, event, lasting, of, on, within
from tests.programs import need
from timeline.exporting import export
from timeline.temporal.interval import Grain

pytestmark = pytest.mark.program

DAYS = of(
    event("day", on("2033-03-08"), "A day"),
    event("days", lasting("2033-02-20", "2033-02-24"), "Some days"),
    event("year", within("2014-01-01", "2014-12-31", Grain.YEAR), "A year"),
    event("month", within("2031-05-01", "2031-05-31", Grain.MONTH), "A month"),
    event("old", on("1815-06-18"), "An old day"),
    event("bc", on("-0752-04-21"), "A day before the year 1"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    program = need("soffice")
    folder = tmp_path_factory.mktemp("office")

    def opened(data: bytes, suffix: str, separator: int = 44, special: str = "false") -> Any:
        """What Calc makes of a file, saved as a workbook and read back, formulas as formulas."""
        source = folder / f"in{suffix}"
        source.write_bytes(data)
        # separator, quote, UTF-8, first line, column formats, language, quoted as text, special numbers
        filters = [f"--infilter=CSV:{separator},34,76,1,,0,false,{special}"] if suffix == ".csv" else []
        out = folder / "out"
        subprocess.run(
            [program, "--headless", f"-env:UserInstallation=file://{folder}/profile", *filters,
             "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(source)],
            check=True, capture_output=True, timeout=120, env=os.environ | {"HOME": str(folder)},
        )  # fmt: skip
        return openpyxl.load_workbook(io.BytesIO(Path(out / "in.xlsx").read_bytes()))

    return opened


def table(book: Any, key: str) -> dict[Any, dict[str, Any]]:
    head, *body = book.worksheets[0].iter_rows(values_only=True)
    return {r[key]: r for r in (dict(zip(head, values, strict=True)) for values in body)}


def live(book: Any) -> list[str]:
    return [
        str(cell.value)
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "f"
    ]


@pytest.mark.parametrize("profile", ["plain", "excel"])
def test_calc_reads_the_right_dates_out_of_csv(office: Any, profile: str) -> None:
    # Without Excel's mark: Calc is told the encoding, and would put the mark into the first header.
    data = export(DAYS, "csv", profile=profile).removeprefix(b"\xef\xbb\xbf")
    found = table(office(data, ".csv"), "id")
    assert found["day"]["start_date"] == datetime(2033, 3, 8)
    assert (found["days"]["start_date"], found["days"]["end_date"]) == (datetime(2033, 2, 20), datetime(2033, 2, 24))
    assert (found["year"]["start_date"], found["year"]["end_date"]) == (datetime(2014, 1, 1), datetime(2014, 12, 31))
    assert found["month"]["date_text"] == "in May 2031"
    assert found["bc"]["start_date"] == "'-0752-04-21"


def test_calc_reads_the_right_dates_out_of_a_workbook(office: Any) -> None:
    found = table(office(export(DAYS, "xlsx"), ".xlsx"), "ID")
    assert found["day"]["Start"] == datetime(2033, 3, 8)
    assert (found["days"]["Start"], found["days"]["End"]) == (datetime(2033, 2, 20), datetime(2033, 2, 24))
    assert found["old"]["Start"] == "1815-06-18"
    assert found["bc"]["When"] == "21 April 753 BC"
    assert found["month"]["When"] == "May 2031"


@pytest.mark.parametrize("separator", [44, 59, 9], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("special", ["false", "true"])
def test_no_csv_cell_runs_in_calc_however_it_is_split(office: Any, separator: int, special: str) -> None:
    data = export(TROUBLE, "csv", detail="full", delimiter=chr(separator))
    assert live(office(data, ".csv", separator, special)) == []


def test_no_csv_cell_runs_when_it_is_opened_with_the_wrong_separator(office: Any) -> None:
    assert live(office(export(TROUBLE, "csv", detail="full"), ".csv", 59)) == []


def test_no_cell_of_a_workbook_runs_in_calc(office: Any) -> None:
    book = office(export(TROUBLE, "xlsx", detail="full"), ".xlsx")
    assert live(book) == []
    titles = {r["Title"] for r in table(book, "ID").values()}
    assert {"=1+1", "-5 degrees at dawn", "@everyone leave now"} <= titles


def test_the_same_words_without_the_guard_would_run(office: Any) -> None:
    cells = "".join(f"{title}\r\n" for title in HOSTILE if "\n" not in title and "\r" not in title)
    assert len(live(office(cells.encode(), ".csv"))) >= 3
