import pytest
import torch

from core.engine import device
from core.engine.device import (
    choose_device,
    choose_precision,
    graphics_devices,
    read_memory,
    set_threads,
)
from core.errors import InputError


def test_auto_takes_the_fastest(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"cuda": False, "mps": False}
    monkeypatch.setattr(torch.cuda, "is_available", lambda: found["cuda"])
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: found["mps"])
    assert choose_device() == torch.device("cpu")
    found["mps"] = True
    assert choose_device() == torch.device("mps")
    found["cuda"] = True
    assert choose_device() == torch.device("cuda")
    assert choose_device("cpu") == torch.device("cpu")


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [("abacus", "“abacus” is not a device"), ("cuda", "no usable CUDA device"), ("cpu:x", "is not a device")],
)
def test_a_device_that_is_not_there_is_refused(
    wanted: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(InputError, match=sentence):
        choose_device(wanted)


def test_a_second_gpu_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    with pytest.raises(InputError, match="no device cuda:1; it has 1"):
        choose_device("cuda:1")


def test_precision_follows_the_hardware(monkeypatch: pytest.MonkeyPatch) -> None:
    cpu, cuda = torch.device("cpu"), torch.device("cuda")
    monkeypatch.setattr(device, "_cpu_gains_by_bfloat16", lambda: True)
    assert choose_precision(cpu) == torch.bfloat16
    monkeypatch.setattr(device, "_cpu_gains_by_bfloat16", lambda: False)
    assert choose_precision(cpu) == torch.float32
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _: (7, 5))
    assert choose_precision(cuda) == torch.float32
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _: (8, 0))
    assert choose_precision(cuda) == torch.bfloat16
    assert choose_precision(cuda, "float32") == torch.float32
    with pytest.raises(InputError, match="“float8” is not a precision"):
        choose_precision(cpu, "float8")


def test_a_cpu_computes_in_bfloat16_only_where_it_is_faster_so(monkeypatch: pytest.MonkeyPatch) -> None:
    cpu = torch.device("cpu")
    seconds = {torch.float32: 1.0, torch.bfloat16: 0.2}
    monkeypatch.setattr(device, "_time_product", lambda precision: seconds[precision])
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: True, raising=False)
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: False, raising=False)

    def chosen() -> torch.dtype:
        device._gain_by_bfloat16.cache_clear()
        try:
            return choose_precision(cpu)
        finally:
            device._gain_by_bfloat16.cache_clear()

    assert chosen() == torch.bfloat16
    seconds[torch.bfloat16] = 2.0  # the flag is there and the units are not
    assert chosen() == torch.float32
    seconds[torch.bfloat16] = 0.2
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False, raising=False)
    assert chosen() == torch.float32


def test_a_product_is_timed_in_either_precision() -> None:
    for precision in (torch.float32, torch.bfloat16):
        assert 0 < device._time_product(precision) < 1


def test_threads_are_a_setting() -> None:
    before = torch.get_num_threads()
    try:
        assert set_threads(1) == 1 == torch.get_num_threads()
        assert set_threads(None) == device.usable_cores() == torch.get_num_threads()
    finally:
        torch.set_num_threads(before)


def test_memory_is_read() -> None:
    reading = read_memory(torch.device("cpu"))
    assert reading.resident_mib > 50
    assert reading.gpu_mib == 0


def test_graphics_devices_are_named_as_they_are_chosen() -> None:
    for name, title in graphics_devices():
        assert title
        assert choose_device(name).type in ("cuda", "mps")
    assert bool(graphics_devices()) == (choose_device("auto").type != "cpu")


def test_two_cards_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda index: f"Card {index}")
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert graphics_devices() == [("cuda", "Card 0"), ("cuda:1", "Card 1")]
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    assert graphics_devices() == [("cuda", "Card 0")]
