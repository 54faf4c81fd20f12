"""Fetching a model's weights: goes on where it was broken off, and keeps only what has the right hash.

The file is first `NAME.part` beside its place and takes its name when it is complete and checked, so a model
that is there is whole.
"""

import errno
import hashlib
import http.client
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from core.cancel import CancelToken
from core.engine.registry import OFFICIAL_URL, ModelSpec
from core.errors import DownloadError, ModelError, StorageError
from core.wording import say

MIRROR_VARIABLE = "SAMURAIVISION_MODEL_URL"
"""Environment variable with a folder URL to fetch models from, in place of Meta's server."""

BLOCK_BYTES = 1 << 20
TIMEOUT_S = 20.0
PROGRESS_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class DownloadProgress:
    """So far. `total_bytes` is 0 where the server does not say; `resumed` if a part was there before.

    `seconds_left` is None until the pace is known, and where the total is not.
    """

    done_bytes: int
    total_bytes: int
    resumed: bool
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class DownloadFinished:
    """The file is at `path`, complete and checked."""

    path: Path


DownloadEvent: TypeAlias = DownloadProgress | DownloadFinished


def download(
    spec: ModelSpec, folder: Path, cancel: CancelToken, *, base_url: str | None = None
) -> Iterator[DownloadEvent]:
    """Fetch a named model's weights into a folder.

    Yields progress at most ten times a second. A file that is there already with the right hash is not
    fetched. After `Cancelled` or a broken connection the part stays, and the next call goes on from it.

    Args:
        base_url: folder to fetch from; by default `MIRROR_VARIABLE`'s, or else Meta's.

    Raises:
        DownloadError: no network, a refusal by the server, or content with the wrong hash.
        StorageError: the folder cannot be written or the disk is full.
        Cancelled: asked for through `cancel`.
    """
    if spec.embedded:
        raise ModelError(
            say("“{spec}” ships with the program; there is nothing to download.", spec=spec.name)
        )
    target = spec.weights_path(folder)
    part = part_of(target)
    if target.is_file() and verify(target, spec.sha256, cancel):
        yield DownloadFinished(target)
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield from _fetch(spec, _url(spec, base_url), part, cancel)
        if not verify(part, spec.sha256, cancel):
            part.unlink()
            raise DownloadError(
                say(
                    "What was downloaded for “{spec}” is not the file that it should be; please try again.",
                    spec=spec.name,
                )
            )
        part.replace(target)
    except OSError as error:
        raise storage_error(error, folder) from error
    yield DownloadFinished(target)


def part_of(path: Path) -> Path:
    """Where a download collects a model's file until it is whole."""
    return path.with_name(path.name + ".part")


def verify(path: Path, sha256: str, cancel: CancelToken) -> bool:
    """Whether a file has that SHA-256; reads all of it, about half a second for each GB in memory.

    Raises:
        Cancelled: asked for through `cancel`.
        OSError: the file cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK_BYTES):
            cancel.check()
            digest.update(block)
    return digest.hexdigest() == sha256


def _url(spec: ModelSpec, base_url: str | None) -> str:
    base = base_url or os.environ.get(MIRROR_VARIABLE)
    if not base:
        return spec.url
    return base.rstrip("/") + "/" + spec.url.removeprefix(OFFICIAL_URL)


def _fetch(spec: ModelSpec, url: str, part: Path, cancel: CancelToken) -> Iterator[DownloadProgress]:
    """Append to the part what is missing from it."""
    have = part.stat().st_size if part.is_file() else 0
    headers = {"User-Agent": "SAMuraiVision"} | ({"Range": f"bytes={have}-"} if have else {})
    try:
        # Only http(s): the address comes from the registry or from whoever set up the mirror.
        response = urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and have:
            return  # the part is complete, or too long: its hash will tell
        raise DownloadError(
            say(
                "The server did not give out “{spec}”: it answered {code} {reason}.",
                spec=spec.name,
                code=error.code,
                reason=error.reason,
            )
        ) from error
    except (urllib.error.URLError, TimeoutError, ConnectionError, http.client.HTTPException) as error:
        raise _network_error(spec) from error
    except ValueError as error:
        raise DownloadError(say("“{url}” is not an address to download from.", url=url)) from error
    with response:
        resumed = response.status == http.HTTPStatus.PARTIAL_CONTENT
        done = have if resumed else 0
        length = int(response.headers.get("Content-Length") or 0)
        total = done + length if length else spec.size_bytes
        if shutil.disk_usage(part.parent).free < total - done:
            raise OSError(errno.ENOSPC, "no space")
        yield DownloadProgress(done, total, resumed)
        began, first, told = time.monotonic(), done, time.monotonic()
        with part.open("ab" if resumed else "wb") as file:
            while True:
                cancel.check()
                try:
                    block = response.read1(BLOCK_BYTES)  # what is there: a slow line must not delay Cancel
                except (OSError, http.client.HTTPException) as error:
                    raise _network_error(spec) from error
                if not block:
                    break
                file.write(block)
                done += len(block)
                if time.monotonic() - told >= PROGRESS_EVERY_S:
                    told = time.monotonic()
                    left = _seconds_left(done - first, told - began, total - done)
                    yield DownloadProgress(done, total, resumed, left)
    if length and done < total:
        raise _network_error(spec)
    yield DownloadProgress(done, total, resumed)


def _seconds_left(bytes_come: int, seconds: float, bytes_missing: int) -> float | None:
    """By the pace since the connection was made; None in its first second."""
    if seconds < 1 or bytes_come <= 0 or bytes_missing <= 0:
        return None
    return bytes_missing * seconds / bytes_come


def _network_error(spec: ModelSpec) -> DownloadError:
    return DownloadError(
        say(
            "“{spec}” could not be downloaded: the server cannot be reached or the connection "
            "broke. Try again to go on from there.",
            spec=spec.name,
        )
    )


def storage_error(error: OSError, folder: Path) -> StorageError:
    """What kept a model from being saved, in a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(say("There is not enough space for the model in {folder}.", folder=folder))
    return StorageError(
        say("The model cannot be saved in {folder}: {reason}.", folder=folder, reason=error.strerror or error)
    )
