import json

import pytest

from core.errors import FormatError
from core.formats.classes import read_classes


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "\ufeffcat\n\n# a remark\n dog \r\ncat\nwild boar\n"),
        ("a.yaml", "names:\n  1: dog\n  0: cat\n  2: wild boar\n"),
        ("a.yml", "names: [cat, dog, wild boar]\n"),
        ("a.json", json.dumps(["cat", {"name": "dog"}, "wild boar"])),
        ("b.json", json.dumps({"categories": [
            {"id": 9, "name": "wild boar"}, {"id": 1, "name": "cat"}, {"id": 3, "name": "dog"}
        ]})),
    ],
)  # fmt: skip
def test_class_lists(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_classes(tmp_path / name) == ("cat", "dog", "wild boar")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b""), ("b.txt", b"\xff\xfe\x00"), ("c.txt", b"a\x07b"), ("a.json", b"{}"),
        ("b.json", b"[1"),
        ("c.json", b"[3]"), ("a.yaml", b"x: 1"), ("b.yaml", b"{"), ("c.yaml", b"names: {1: a, b: c}"),
    ],
)  # fmt: skip
def test_what_is_no_class_list(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FormatError, match=r"^“.*\.$"):
        read_classes(tmp_path / name)
    with pytest.raises(FormatError, match="no file"):
        read_classes(tmp_path / "nothing.txt")
