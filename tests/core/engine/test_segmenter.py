import numpy as np
import pytest
import torch
import torch.nn.functional as F

from core.engine import embedding as embedding_module
from core.engine import segmenter as segmenter_module
from core.engine.embedding import fill_holes, full_mask
from core.engine.loader import LoadedModel
from core.engine.prompts import ImagePrompt
from core.engine.segmenter import Segmenter
from core.errors import PromptError
from core.masks import Mask
from core.types import Box, Click
from tests.tiny_model import BlobFrames, tiny_model

FRAMES = BlobFrames(8)
ON = tuple(Click(x, 45.0) for x in (22.0, 30.0, 15.0))


@pytest.fixture(scope="module")
def loaded() -> LoadedModel:
    return tiny_model()


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often the encoder and the decoder ran."""
    counted = {"encoder": 0, "decoder": 0}
    embed, decode = embedding_module.embed, embedding_module.decode

    def counting_embed(*args: object) -> object:
        counted["encoder"] += 1
        return embed(*args)

    def counting_decode(*args: object) -> object:
        counted["decoder"] += 1
        return decode(*args)

    monkeypatch.setattr(segmenter_module, "embed", counting_embed)
    monkeypatch.setattr(embedding_module, "decode", counting_decode)
    return counted


def test_the_second_click_costs_one_decoder_run(loaded: LoadedModel, counts: dict[str, int]) -> None:
    segmenter = Segmenter(loaded)
    frame = FRAMES.read(0)
    for number in (1, 2, 3):
        result = segmenter.segment(frame, ImagePrompt(ON[:number]), frame_key=0)
        assert counts == {"encoder": 1, "decoder": number}
    assert result.mask.shape == (90, 160)
    assert result.mask.dtype == np.bool_
    assert segmenter.is_embedded(0)


def test_the_answer_does_not_depend_on_what_was_asked_before(loaded: LoadedModel) -> None:
    frame = FRAMES.read(0)
    asked = Segmenter(loaded)
    for prompt in (ImagePrompt(ON[:1]), ImagePrompt(ON[:2]), ImagePrompt((ON[2],))):
        asked.segment(frame, prompt, frame_key=0)
    fresh = Segmenter(loaded).segment(frame, ImagePrompt(ON), frame_key=0)
    again = asked.segment(frame, ImagePrompt(ON), frame_key=0)
    np.testing.assert_array_equal(fresh.logits_low, again.logits_low)
    assert fresh.score == again.score


def test_the_earlier_answer_is_fed_back(loaded: LoadedModel) -> None:
    segmenter = Segmenter(loaded)
    frame = FRAMES.read(0)
    first = segmenter.segment(frame, ImagePrompt(ON[:1]), frame_key=0)
    by_replay = segmenter.segment(frame, ImagePrompt(ON[:2]), frame_key=0)
    by_hand = segmenter.segment(frame, ImagePrompt(ON[:2], previous_logits=first.logits_low), frame_key=0)
    np.testing.assert_allclose(by_replay.logits_low, by_hand.logits_low, atol=1e-5)
    other = segmenter.segment(frame, ImagePrompt(ON[:2], previous_logits=-first.logits_low), frame_key=0)
    assert np.abs(other.logits_low - by_hand.logits_low).max() > 0.1
    mask = Mask.from_array(FRAMES.disc(0))
    refined = segmenter.segment(frame, ImagePrompt((Click(90, 80, False),), refines=mask), frame_key=0)
    assert refined.mask.shape == (90, 160)


def test_one_click_gives_the_best_of_three(loaded: LoadedModel) -> None:
    result = Segmenter(loaded).segment(FRAMES.read(0), ImagePrompt(ON[:1]), frame_key=0)
    assert len(result.alternatives) == 2
    scores = [result.score, *(a.score for a in result.alternatives)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert result.alternatives[0].mask().shape == (90, 160)
    boxed = Segmenter(loaded).segment(FRAMES.read(0), ImagePrompt(box=Box(5, 5, 60, 80)), frame_key=0)
    assert boxed.alternatives == ()


def test_the_mask_is_the_enlarged_logits(loaded: LoadedModel) -> None:
    result = Segmenter(loaded).segment(FRAMES.read(0), ImagePrompt(ON[:1]), frame_key=0)
    low = torch.from_numpy(np.array(result.logits_low))[None, None]
    expected = F.interpolate(low, size=(90, 160), mode="bilinear", align_corners=False)[0, 0] > 0
    assert (result.mask == expected.numpy()).mean() > 0.999
    assert not result.logits_low.flags.writeable


def test_embeddings_are_kept_up_to_the_limit(loaded: LoadedModel, counts: dict[str, int]) -> None:
    segmenter = Segmenter(loaded, embedding_cache=2)
    for key in (0, 1, 0, 2, 0, 1):
        segmenter.embed(FRAMES.read(key), frame_key=key)
    assert counts["encoder"] == 4  # 1 had to go for 2, not 0, which was used since
    segmenter.forget()
    assert not segmenter.is_embedded(0)


def test_a_prompt_with_nothing_on_the_object_is_refused(loaded: LoadedModel) -> None:
    segmenter = Segmenter(loaded)
    with pytest.raises(PromptError, match="Begin with a point on the object"):
        segmenter.segment(FRAMES.read(0), ImagePrompt((Click(5, 5, False),)), frame_key=0)
    with pytest.raises(PromptError, match="outside the frame"):
        segmenter.segment(FRAMES.read(0), ImagePrompt((Click(5, 500),)), frame_key=0)


def test_small_holes_are_filled_and_large_ones_stay() -> None:
    logits = torch.full((2, 1, 32, 32), 4.0)
    logits[0, 0, 4:6, 4:6] = -3.0  # 4 cells
    logits[0, 0, 10:20, 10:20] = -3.0
    logits[1] = -3.0
    filled = fill_holes(logits, 8)
    assert (filled[0, 0, 4:6, 4:6] == 0.1).all()
    assert (filled[0, 0, 10:20, 10:20] == -3).all()
    assert torch.equal(filled[1], logits[1])
    assert torch.equal(fill_holes(logits, 0), logits)


def test_a_mask_is_laid_out_for_encoding() -> None:
    mask = full_mask(np.linspace(-1, 1, 64, dtype=np.float32).reshape(8, 8), (50, 30))
    assert mask.shape == (30, 50)
    assert mask.flags.f_contiguous
    assert not mask[0, 0]
    assert mask[-1, -1]
