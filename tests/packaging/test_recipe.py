"""The recipe of the embedded model at toy sizes: what it draws, what it asks, that it trains what runs."""

import dataclasses
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
import torch

RECIPE = Path(__file__).resolve().parents[2] / "packaging" / "nano"


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The recipe's modules; they are scripts beside each other, not a package of the app."""
    import importlib
    import sys

    monkeypatch.syspath_prepend(str(RECIPE))
    names = ("footage", "scenes", "prompting", "weights", "mix", "train", "slim")
    modules: dict[str, ModuleType] = {name: importlib.import_module(name) for name in names}
    yield SimpleNamespace(**modules)
    for name in names:
        sys.modules.pop(name, None)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Six stills (two with parts that do not touch) and one film of a square that moves to the right."""
    random = np.random.default_rng(0)
    for folder in ("duts/images", "duts/masks", "film/JPEGImages/walk", "film/Annotations/walk"):
        (tmp_path / folder).mkdir(parents=True)
    for number in range(6):
        mask = np.zeros((48, 64), np.uint8)
        mask[10:30, 8:28] = 255
        if number % 2:
            mask[12:40, 40:60] = 255
        cv2.imwrite(str(tmp_path / f"duts/masks/{number}.png"), mask)
        picture = random.integers(0, 255, (48, 64, 3), np.uint8)
        cv2.imwrite(str(tmp_path / f"duts/images/{number}.jpg"), picture)
    for number in range(9):
        mask = np.zeros((48, 64), np.uint8)
        mask[16:32, 8 + 3 * number : 24 + 3 * number] = 255
        cv2.imwrite(str(tmp_path / f"film/Annotations/walk/{number:05d}.png"), mask)
        cv2.imwrite(str(tmp_path / f"film/JPEGImages/walk/{number:05d}.jpg"), cv2.merge([mask] * 3))
    return tmp_path


def test_parts_that_do_not_touch_are_objects_of_their_own(recipe: SimpleNamespace, data: Path) -> None:
    stills = recipe.footage.load_stills(data / "duts", "cpu", side=64)
    assert [int(labels.max()) for labels in stills.labels] == [1, 2, 1, 2, 1, 2]
    assert stills.boxes[0].tolist() == pytest.approx([-0.4375, -1 / 6, 0.3125, 0.4167], abs=0.03)


@pytest.mark.parametrize("kind", ["film_clip", "camera_clip", "stage_clip"])
def test_clips_have_a_true_mask_on_every_frame(recipe: SimpleNamespace, data: Path, kind: str) -> None:
    torch.manual_seed(0)
    source = (
        recipe.footage.load_films(data / "film", "cpu")
        if kind == "film_clip"
        else recipe.footage.load_stills(data / "duts", "cpu", side=64)
    )
    clips = getattr(recipe.scenes, kind)(source, 4, 3, 64)
    assert clips.images.shape == (4, 3, 3, 64, 64) and clips.masks.shape == (4, 3, 64, 64)
    assert clips.masks.dtype == torch.bool and torch.isfinite(clips.images).all()
    assert clips.masks[:, 0].any()
    assert not torch.equal(clips.masks[:, 0], clips.masks[:, 2])  # something moved


def test_the_box_of_a_mask_is_where_it_is(recipe: SimpleNamespace) -> None:
    masks = torch.zeros(2, 40, 80)
    masks[0, 10:20, 20:60] = 1
    assert recipe.scenes.boxes_of(masks).tolist() == [[0.0, -0.25, 0.5, 0.25], [0.0, 0.0, 0.0, 0.0]]


def test_a_keeping_view_follows_the_object_a_frame_behind(recipe: SimpleNamespace) -> None:
    torch.manual_seed(0)
    boxes = torch.tensor(
        [[[-0.5, 0.0, 0.1, 0.1], [0.4, 0.2, 0.1, 0.1], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]]
    )
    theta = recipe.scenes._keeping_view(boxes.repeat(50, 1, 1))
    centres = theta[..., 2].mean(dim=0)  # where the middle of the view looks
    assert centres[:2, 0].tolist() == pytest.approx([-0.5, -0.5], abs=0.05)
    assert centres[2:, 0].tolist() == pytest.approx([0.4, 0.4], abs=0.05)  # gone: where it was
    assert (theta[..., 0, 0].abs() < 0.3).all()  # an eighth to a quarter of the picture


def test_some_films_cut_away_and_have_no_mask_there(recipe: SimpleNamespace, data: Path) -> None:
    films = recipe.footage.load_films(data / "film", "cpu")
    other = dataclasses.replace(films[0], name="another")
    torch.manual_seed(0)
    takes = [recipe.scenes._take([films[0], other], 4)[1] for _ in range(80)]
    away = [not bool(masks.flatten(1).any(dim=1).all()) for masks in takes]
    assert 2 <= sum(away) <= 20
    assert all(bool(masks[0].any()) for masks in takes)


def test_film_masks_lie_on_the_object(recipe: SimpleNamespace, data: Path) -> None:
    torch.manual_seed(1)
    clips = recipe.scenes.film_clip(recipe.footage.load_films(data / "film", "cpu"), 6, 4, 64)
    bright = clips.images.mean(dim=2)
    assert (bright[clips.masks].mean() - bright[~clips.masks].mean()).item() > 1


def test_the_correction_click_goes_to_the_larger_error(recipe: SimpleNamespace) -> None:
    truth, predicted = torch.zeros(1, 64, 64, dtype=torch.bool), torch.zeros(1, 64, 64, dtype=torch.bool)
    truth[:, 8:40, 8:40] = True
    predicted[:, 8:40, 30:60] = True  # misses 22 columns on the left, has 20 too many on the right
    click = recipe.prompting.correction_click(predicted, truth, centred=1.0)
    (x, y), label = click.coordinates[0, 0].tolist(), click.labels[0, 0].item()
    assert label == 1 and 14 <= x <= 25 and 15 <= y <= 33
    truth[:] = False
    truth[:, 30:34, 30:34] = True
    click = recipe.prompting.correction_click(predicted, truth, centred=1.0)
    assert click.labels[0, 0].item() == 0
    assert predicted[0, int(click.coordinates[0, 0, 1]), int(click.coordinates[0, 0, 0])]


def test_the_box_holds_the_object(recipe: SimpleNamespace) -> None:
    truth = torch.zeros(2, 64, 64, dtype=torch.bool)
    truth[0, 10:20, 30:50] = True
    truth[1, 5:60, 6:9] = True
    box = recipe.prompting.jittered_box(truth, jitter=0.0)
    assert box.coordinates.flatten(1).tolist() == [[30, 10, 50, 20], [6, 5, 9, 60]]
    assert box.labels.tolist() == [[2, 3], [2, 3]]


def test_what_is_trained_is_what_runs(recipe: SimpleNamespace, data: Path) -> None:
    """A rehearsed frame gives the logits of sam2's own `track_step` with the same memories."""
    torch.manual_seed(0)
    train = recipe.train
    model = train.build(64, "cpu")
    torch.nn.init.constant_(model.sam_mask_decoder.pred_obj_score_head.layers[-1].bias, 3.0)
    clips = recipe.scenes.film_clip(recipe.footage.load_films(data / "film", "cpu"), 1, 3, 64)
    with torch.no_grad():
        run = train.Rehearsal(model, clips)
        run.remember_truth(0, clips.masks[:, 0])
        rehearsed = []
        for frame in (1, 2):
            answer = run.answer(frame, run.fused(frame, first=False), None, None)
            run.remember(frame, answer, prompted=False)
            rehearsed.append(answer.best())
        outputs: dict[str, dict[int, object]] = {"cond_frame_outputs": {}, "non_cond_frame_outputs": {}}
        for frame in range(3):
            encoded = model.forward_image(clips.images[:, frame])
            _, features, positions, sizes = model._prepare_backbone_features(encoded)
            given = clips.masks[:, :1].float() if frame == 0 else None
            out = model.track_step(frame, frame == 0, features, positions, sizes, None, given, outputs, 3)
            outputs["cond_frame_outputs" if frame == 0 else "non_cond_frame_outputs"][frame] = out
            if frame:
                torch.testing.assert_close(rehearsed[frame - 1], out["pred_masks"], atol=1e-4, rtol=1e-4)


def small(recipe: SimpleNamespace, frozen_blocks: int = 11) -> Any:
    stage = recipe.train.Stage("clip", 1.0, 64, 3, 2, 1e-3, (0.5, 0.25, 0.25))
    return recipe.train.Schedule((stage,), frozen_blocks)


@pytest.mark.parametrize("schedule", ["further", "deeper"])
def test_a_step_moves_the_heads_and_leaves_the_frozen_trunk(
    recipe: SimpleNamespace, data: Path, monkeypatch: pytest.MonkeyPatch, schedule: str
) -> None:
    frozen = recipe.train.SCHEDULES[schedule].frozen_blocks
    torch.manual_seed(0)
    monkeypatch.setattr(recipe.train, "start_from_imagenet", lambda model: None)
    trainer = recipe.train.Trainer(small(recipe, frozen), "cpu")
    (stage,) = small(recipe).stages
    stills = recipe.footage.load_stills(data / "duts", "cpu", side=64)
    films = recipe.footage.load_films(data / "film", "cpu")
    before = {name: value.clone() for name, value in trainer.model.state_dict().items()}
    trainer.step(recipe.train.draw(stage, stills, films), 1e-3)
    after = trainer.model.state_dict()
    assert not torch.equal(
        after["sam_mask_decoder.mask_tokens.weight"], before["sam_mask_decoder.mask_tokens.weight"]
    )
    trunk = "image_encoder.trunk."
    left = (f"{trunk}stem", *(f"{trunk}blocks.{block}." for block in range(frozen)))
    assert all(torch.equal(after[name], before[name]) for name in before if name.startswith(left))
    first = [name for name in before if name.startswith(f"{trunk}blocks.{frozen}.")]
    assert not all(torch.equal(after[name], before[name]) for name in first)


def test_training_goes_on_where_it_stopped(
    recipe: SimpleNamespace, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe.train, "start_from_imagenet", lambda model: None)
    trainer = recipe.train.Trainer(small(recipe), "cpu")
    trainer.steps, trainer.minutes_done = 7, 1.5
    trainer.save(tmp_path)
    again = recipe.train.Trainer(small(recipe), "cpu")
    again.load(tmp_path)
    assert (again.steps, again.minutes_done) == (7, 1.5)
    for name, value in trainer.model.state_dict().items():
        assert torch.equal(value, again.model.state_dict()[name])
    assert [s.name for s, _ in recipe.train.ahead(recipe.train.SCHEDULES["cpu"].stages, 4.0, 1.5)] == [
        "clip",
        "film",
    ]


def test_a_further_run_begins_with_the_mean_of_finished_ones(
    recipe: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe.train, "start_from_imagenet", lambda model: None)
    finished = recipe.train.Trainer(small(recipe), "cpu")
    name = "sam_mask_decoder.mask_tokens.weight"
    for folder, value in (("one", 0.5), ("other", 1.5)):
        finished.average[name] = torch.full_like(finished.average[name], value)
        (tmp_path / folder).mkdir()
        finished.save(tmp_path / folder)
    further = recipe.train.Trainer(small(recipe), "cpu", [tmp_path / "one"])
    assert (further.model.state_dict()[name] == 0.5).all()
    further = recipe.train.Trainer(small(recipe), "cpu", [tmp_path / "one", tmp_path / "other"])
    assert (further.model.state_dict()[name] == 1.0).all()
    assert further.steps == 0


def test_runs_beside_each_other_meet_by_their_shares_of_the_steps(
    recipe: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe.train, "start_from_imagenet", lambda model: None)
    mine, theirs = recipe.train.Trainer(small(recipe), "cpu"), recipe.train.Trainer(small(recipe), "cpu")
    name = "sam_mask_decoder.mask_tokens.weight"
    with torch.no_grad():
        for trainer, value in ((mine, 0.0), (theirs, 1.0)):
            trainer.model.state_dict()[name].fill_(value)
    mine.meet(tmp_path, since := {"own": 0})  # nobody is there yet
    assert (mine.model.state_dict()[name] == 0).all()
    mine.steps, theirs.steps = 30, 10
    theirs.save(tmp_path)
    mine.meet(tmp_path, since)
    assert torch.allclose(mine.model.state_dict()[name], torch.tensor(0.25))
    mine.steps = 40
    mine.meet(tmp_path, since)  # they have not moved since
    assert torch.allclose(mine.model.state_dict()[name], torch.tensor(0.25))


def test_steps_at_a_smaller_size_hold_more_clips(recipe: SimpleNamespace) -> None:
    kinds, of_singles = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
    stage = recipe.train.Stage("broad", 1.0, 64, 3, 4, 1e-3, kinds, 0.5, of_singles, smaller=(32,))
    steps = {(s.size, s.frames, s.batch, s.kinds) for s in (stage.of_next_step() for _ in range(200))}
    assert steps == {
        (64, 3, 4, kinds),
        (32, 3, 16, kinds),
        (64, 1, 8, of_singles),
        (32, 1, 32, of_singles),
    }


def test_clicks_lie_on_the_region_however_thin(recipe: SimpleNamespace) -> None:
    torch.manual_seed(0)
    line = torch.zeros(16, 256, 256, dtype=torch.bool)
    line[:, 20:230, 101] = True
    for centred in (0.0, 1.0):
        x, y = recipe.prompting.point_inside(line, centred=centred).long().unbind(dim=1)
        assert line[torch.arange(16), y, x].all()


def test_a_mix_is_the_mean_and_new_context_counts_as_silent_before(recipe: SimpleNamespace) -> None:
    one, two = torch.tensor([1.0]), torch.tensor([3.0])
    context = "image_encoder.neck.context.0."
    earlier = {"decoder.weight": one}
    later = {"decoder.weight": two, f"{context}value.weight": two, f"{context}out.weight": two}
    mixed = recipe.mix.mixed([earlier, later])
    assert mixed["decoder.weight"] == 2
    assert mixed[f"{context}value.weight"] == 3  # it does nothing without what follows it
    assert mixed[f"{context}out.weight"] == 1.5
    with pytest.raises(ValueError, match="stem"):
        recipe.mix.mixed([earlier, {**later, "stem": one}])


def test_the_sheet_of_failures_shows_the_worst_frame(
    recipe: SimpleNamespace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import runpy
    import sys

    noise = np.random.default_rng(0).integers(90, 130, (96, 128, 3), dtype=np.uint8)
    for kind in ("JPEGImages", "Annotations"):
        (tmp_path / "films" / kind / "square").mkdir(parents=True)
    for index in range(6):
        frame, truth = noise.copy(), np.zeros((96, 128), dtype=np.uint8)
        frame[30:70, 30 + 2 * index : 70 + 2 * index] = (30, 60, 220)
        truth[30:70, 30 + 2 * index : 70 + 2 * index] = 255
        if index == 3:
            truth = np.roll(truth, 30, axis=1)  # where the truth is elsewhere, the model must be wrong
        cv2.imwrite(str(tmp_path / "films" / "JPEGImages" / "square" / f"{index:05d}.png"), frame)
        cv2.imwrite(str(tmp_path / "films" / "Annotations" / "square" / f"{index:05d}.png"), truth)
    arguments = ["--data", str(tmp_path), "--films", "films", "--out", str(tmp_path / "sheet.png")]
    monkeypatch.setattr(sys, "argv", ["failures.py", *arguments])
    runpy.run_path(str(RECIPE / "failures.py"), run_name="__main__")
    assert "square, frame 3: J 0." in capsys.readouterr().out
    sheet = cv2.imread(str(tmp_path / "sheet.png"))
    assert sheet is not None
    assert sheet.shape == (28 + 360, 2 * 480, 3)


def test_units_go_whose_loss_the_next_layer_makes_up_for(recipe: SimpleNamespace) -> None:
    """Of twelve units, two say what others say already and one next to nothing: those three go first."""
    torch.manual_seed(0)
    own = torch.randn(4000, 9)
    read = torch.cat(
        [own, own[:, :1] + own[:, 1:2], -2 * own[:, 2:3] + 1, 1e-3 * torch.randn(4000, 1)], dim=1
    )
    behind = torch.nn.Linear(12, 5)
    statistics = recipe.slim.Statistics()
    statistics.hook(behind, (read,))
    statistics.hook(behind, (read.T.reshape(1, 12, 40, 100),))  # as a convolution reads it
    weight = recipe.slim.with_bias(behind)
    order, errors = recipe.slim.removal(statistics.mean(), weight)
    redundant = [{0, 1, 9}, {2, 10}, {11}]
    assert all(len(units & set(order[:3])) == 1 for units in redundant)
    assert errors[2] < 1e-3 < errors[3]
    kept = [unit for unit in range(12) if unit not in order[:3]]
    fitted = recipe.slim.refitted(statistics.mean(), weight, kept).float()
    with torch.no_grad():
        torch.testing.assert_close(
            read[:, kept] @ fitted[:, :-1].T + fitted[:, -1], behind(read), atol=0.01, rtol=0.01
        )


def test_a_plan_takes_most_where_it_costs_most_and_is_missed_least(recipe: SimpleNamespace) -> None:
    widths = [96, 144, 144, 240, 240, *[480] * 3, *[672] * 3, *[1152] * 4]
    removals = [(list(range(w - 8)), [(i / w) ** 2 for i in range(w - 8)]) for w in widths]
    moved = [1.0] * 15
    moved[3] = 0.01  # what that block does hardly changes anything
    planned = recipe.slim.plan(removals, moved, 0.7)
    assert planned[0] == 32 and all(w % 8 == 0 for w in planned)
    shares = [w / whole for w, whole in zip(planned[1:], widths, strict=True)]
    assert shares[3] == min(shares)
    assert shares[0] < shares[-1]  # a channel at stride 2 costs thirty times one at stride 32
    assert recipe.slim.plan(removals, moved, 1.0)[1:] == widths


def test_the_slim_model_learns_to_see_what_the_wide_one_sees(
    recipe: SimpleNamespace, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slim = recipe.slim
    torch.manual_seed(0)
    monkeypatch.setattr(slim, "CLIPS", dataclasses.replace(slim.CLIPS, size=64, rate=1e-3))
    monkeypatch.setattr(slim, "PICTURES", 6)
    monkeypatch.setattr(slim, "removal", lambda _products, weight: (list(range(weight.shape[1] - 9)), []))
    stills = recipe.footage.load_stills(data / "duts", "cpu", side=64)
    films = recipe.footage.load_films(data / "film", "cpu")
    wide = recipe.train.build(64, "cpu", folded=True)
    statistics, moved = slim.measured(wide, stills, films)
    assert len(moved) == 15 and all(0 < share <= 1 for share in moved)
    model = slim.slimmed(wide, statistics)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    slim.teach(model, wide, stills, films, tmp_path, minutes=1e-6)
    saved = torch.load(tmp_path / "last.pt", weights_only=True)
    assert saved["steps"] == 1
    after = model.state_dict()
    for name in ("sam_mask_decoder.mask_tokens.weight", "image_encoder.trunk.stem.conv.weight"):
        assert torch.equal(after[name], before[name])
    for name in ("memory_encoder.out_proj.weight", "memory_attention.layers.1.linear2.weight"):
        assert not torch.equal(after[name], before[name])
    slim.teach(model, wide, stills, films, tmp_path, minutes=1e-6)  # it is finished, and says so by its file
    assert torch.load(tmp_path / "last.pt", weights_only=True)["steps"] == 1


def test_a_pupil_with_the_teachers_weights_misses_nothing(recipe: SimpleNamespace, data: Path) -> None:
    torch.manual_seed(0)
    model = recipe.train.build(64, "cpu", folded=True)
    clips = recipe.scenes.film_clip(recipe.footage.load_films(data / "film", "cpu"), 2, 3, 64)
    with torch.no_grad():
        teacher = recipe.slim.Lesson.of(model, clips)
        pupil = recipe.slim.Lesson.of(model, clips, teacher)
        assert float(recipe.slim.missed(pupil, teacher).max()) < 1e-6
        model.memory_encoder.out_proj.weight.mul_(1.1)
        wrong = recipe.slim.missed(recipe.slim.Lesson.of(model, clips, teacher), teacher)
    assert (
        wrong[:3].max() < 1e-6 < wrong[3:].min()
    )  # its maps are as they were, not what memory makes of them
