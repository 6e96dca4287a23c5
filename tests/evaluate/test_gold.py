"""Gold is read whole or not at all, and a message says which key of which file is wrong."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from reportedly.errors import ReportedlyError
from reportedly.evaluate.gold import read_coded, read_gold, read_report


def test_the_projects_own_gold_is_sound(gold_folder: Path) -> None:
    reports = read_gold(gold_folder)
    assert [r.id for r in reports] == [f"{n:02}" for n in range(1, 11)]
    assert all(event.anchor in r.text for r in reports for event in r.events)
    assert sum(len(r.events) for r in reports) > 50


BROKEN = [
    (("id",), "99", "id = '99': wanted the file's name, '02'"),
    (("text",), 5, "text: expected `str`, got `int`"),
    (("events", 0, "anchor"), "bombed", "events[0].anchor = 'bombed': wanted words that stand"),
    (("events", 1, "actor"), ["Nobody"], "events[1].actor[0] = 'Nobody': wanted words"),
    (("events", 0, "stage"), "happened", "events[0].stage: invalid enum value 'happened'"),
    (("events", 0, "type"), "FIGHT", "events[0].type = 'FIGHT': wanted one of AGREE"),
    (("events", 0, "mode"), "strike", "events[0].mode = 'strike': wanted a mode of ASSAULT"),
    (("events", 0, "killed"), [9], "events[0].killed: expected `array` of length 2"),
    (("events", 0, "start"), "13 March", "events[0].start: invalid RFC3339"),
    (("events", 0, "end"), None, "events[0].end = None: wanted both start and end, or neither"),
    (("events", 0, "end"), "2023-03-01", "wanted a day not before start, 2023-03-13"),
    (("events", 0, "recipients"), [], "events[0]: object contains unknown field `recipients`"),
    (("must_not_code",), [""], "must_not_code[0] = '': wanted words"),
]


@pytest.mark.parametrize(("keys", "value", "message"), BROKEN, ids=lambda x: str(x)[:40])
def test_what_is_wrong_is_named(
    keys: tuple[Any, ...], value: object, message: str, gold_folder: Path, tmp_path: Path
) -> None:
    data = json.loads((gold_folder / "02.json").read_text("utf8"))
    inner = data
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    path = tmp_path / "02.json"
    path.write_text(json.dumps(data), "utf8")
    with pytest.raises(ReportedlyError) as told:
        read_report(path)
    assert str(told.value).startswith(str(path))
    assert message in str(told.value)


def test_a_key_that_is_missing_is_named(gold_folder: Path, tmp_path: Path) -> None:
    data = json.loads((gold_folder / "02.json").read_text("utf8"))
    del data["events"][2]["status"]
    (tmp_path / "02.json").write_text(json.dumps(data), "utf8")
    with pytest.raises(ReportedlyError, match=r"02\.json: events\[2\]: .*`status`"):
        read_gold(tmp_path)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[]"])
def test_no_json_is_told(body: bytes, tmp_path: Path) -> None:
    (tmp_path / "1.json").write_bytes(body)
    with pytest.raises(ReportedlyError, match=r"1\.json"):
        read_gold(tmp_path)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReportedlyError, match="wanted a folder of reports"):
        read_gold(tmp_path)


def test_records_of_an_earlier_run_come_back_as_they_were(
    copy: Any, gold_folder: Path, tmp_path: Path
) -> None:
    records = copy(read_gold(gold_folder))
    path = tmp_path / "coded.jsonl"
    path.write_bytes(b"\n".join(map(msgspec.json.encode, records)) + b"\n\n")
    assert list(read_coded(path)) == records
    path.write_bytes(path.read_bytes() + b'{"type":"event"}\n')
    with pytest.raises(ReportedlyError, match=rf"coded\.jsonl:{len(records) + 2}: .*code --jsonl"):
        list(read_coded(path))
