from core.media.cache import ByteCache


def cache_of(limit: int) -> ByteCache[str, bytes]:
    return ByteCache(limit, len)


def test_oldest_values_go_when_the_limit_is_reached() -> None:
    cache = cache_of(10)
    for name in "abc":
        cache.put(name, bytes(4))
    assert [name in cache for name in "abc"] == [False, True, True]
    assert cache.held_bytes == 8


def test_reading_makes_a_value_the_newest() -> None:
    cache = cache_of(8)
    cache.put("a", bytes(4))
    cache.put("b", bytes(4))
    assert cache.get("a") == bytes(4)
    cache.put("c", bytes(4))
    assert cache.get("b") is None
    assert cache.get("a") is not None


def test_newest_value_is_kept_even_over_the_limit() -> None:
    cache = cache_of(3)
    cache.put("a", bytes(2))
    cache.put("b", bytes(9))
    assert len(cache) == 1
    assert cache.get("b") == bytes(9)


def test_replacing_a_value_counts_its_bytes_once() -> None:
    cache = cache_of(100)
    cache.put("a", bytes(40))
    cache.put("a", bytes(10))
    assert cache.held_bytes == 10
    cache.clear()
    assert cache.held_bytes == 0
    assert len(cache) == 0


def test_a_lower_limit_lets_the_oldest_go_at_once() -> None:
    cache = cache_of(100)
    for name in "abc":
        cache.put(name, bytes(10))
    cache.set_limit(20)
    assert [name in cache for name in "abc"] == [False, True, True]
    cache.set_limit(30)
    cache.put("d", bytes(10))
    assert cache.held_bytes == 30
