import json
from pathlib import Path

import pytest

from core.cli import train
from core.cli.main import _Parser
from core.errors import StorageError
from core.training.config import PRESETS
from desktop.training.recipes import RECIPES
from desktop.training.runs import RunShelf, RunSpec, RunStatus, clean_name


@pytest.fixture
def shelf(home: Path, tmp_path: Path) -> RunShelf:
    return RunShelf(tmp_path / "runs")


def test_a_spec_becomes_words_that_the_command_line_takes(tmp_path: Path) -> None:
    spec = RunSpec(
        "n", ("a.samurai", "b"), validation="0.1", filled=True, preset="specified", epochs=7, rate=1e-5,
        seed=3, patience=-1, threads=2,
    )  # fmt: skip
    parser = _Parser()
    train.add_arguments(parser)
    words = spec.words(tmp_path)
    read = parser.parse_args(words[1:])
    assert words[0] == "train"
    assert (read.data, read.val, read.filled) == (["a.samurai", "b"], "0.1", True)
    assert (read.preset, read.epochs, read.rate, read.seed, read.batch) == ("specified", 7, 1e-5, 3, None)
    assert (read.patience, read.threads, read.out) == (0, 2, tmp_path / "n.safetensors")
    assert read.run == tmp_path
    assert read.resume
    assert read.steered
    assert read.json


def test_a_spec_survives_a_file() -> None:
    spec = RunSpec("n", ("a",), rate=1e-3, epochs=2)
    assert RunSpec.from_json(json.loads(json.dumps(spec.as_json() | {"unknown": 1}))) == spec


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Polyps of May", "Polyps-of-May"),
        ("../../x", "x"),
        ("a/b\\c:d", "a-b-c-d"),
        ("…", ""),
        ("Größe", "Größe"),
    ],
)
def test_a_name_can_be_a_files(text: str, name: str) -> None:
    assert clean_name(text) == name


def test_runs_of_the_same_name_get_numbers(shelf: RunShelf, home: Path) -> None:
    spec = RunSpec("n", ("a",))
    first, second = shelf.create(spec, "1"), shelf.create(spec, "2")
    assert (first.spec.name, second.spec.name) == ("n", "n-2")
    (home / "models").mkdir(parents=True)
    (home / "models" / "n-3.safetensors").touch()
    assert shelf.create(spec, "3").spec.name == "n-4"
    assert [record.spec.name for record in shelf.records()] == ["n-4", "n-2", "n"]


def test_what_is_damaged_is_left_out(shelf: RunShelf) -> None:
    record = shelf.create(RunSpec("good", ("a",)), "1")
    record.status, record.result = RunStatus.FINISHED, {"mIoU": 0.5}
    record.save()
    for name, text in (("bad", "{"), ("odd", '{"spec": 3}'), ("old", '{"spec": {"name": "x"}}')):
        (shelf.folder / name).mkdir()
        (shelf.folder / name / "run.json").write_text(text)
    assert [r.spec.name for r in shelf.records()] == ["good"]
    assert shelf.records()[0] == record
    (record.folder / "events.jsonl").write_text('{"event": "note", "text": "x"}\n[3]\n{"event": "ep')
    assert record.events() == [{"event": "note", "text": "x"}]
    shelf.remove(record)
    assert shelf.records() == []


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path, home: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="The run cannot be kept in"):
        RunShelf(tmp_path / "file").create(RunSpec("n", ("a",)), "1")


def test_the_window_explains_every_recipe_with_its_own_numbers() -> None:
    assert {recipe.name for recipe in RECIPES} == set(PRESETS)
    for recipe in RECIPES:
        assert f"At most {PRESETS[recipe.name].epochs} epochs." in recipe.sentence
    specified = next(recipe for recipe in RECIPES if recipe.name == "specified").sentence
    assert f"{PRESETS['specified'].rate:.5f}" in specified
    assert f"batch {PRESETS['specified'].batch}" in specified
    assert f"dropout {PRESETS['specified'].dropout}" in specified
    for words, part in (("prompt encoder", "prompts"), ("the neck", "neck")):
        assert (words in RECIPES[0].sentence) == (part in PRESETS["best"].parts)
