"""Short clips with a true mask on every frame, made on the training device from stills and films.

Three kinds, each drawn whole on the device with `grid_sample`, so that no step waits for a disk:

* `film_clip`: consecutive frames of a film at a random stride, forwards or backwards, cropped and zoomed, or
  seen through a view that keeps to the object as the tracker's does; some cut to another film and back.
* `camera_clip`: one still seen by a moving camera while it bends.
* `stage_clip`: the object of a still, cut out and moved over another picture, with another object (often its
  twin) that passes in front or behind; it may leave the picture, vanish for some frames, and come back.

Coordinates are `grid_sample`'s: -1 to 1 over the picture, x to the right and y down. Shapes: B clips, T
frames, S pixels a side.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from footage import Film, Stills
from torch import Tensor

MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)


@dataclass(frozen=True)
class Clips:
    """`images` (B, T, 3, S, S) normalised RGB; `masks` (B, T, S, S) bool."""

    images: Tensor
    masks: Tensor

    @staticmethod
    def join(parts: list["Clips"]) -> "Clips":
        return Clips(torch.cat([p.images for p in parts]), torch.cat([p.masks for p in parts]))


def uniform(shape: tuple[int, ...], low: float, high: float, device: torch.device) -> Tensor:
    return torch.rand(shape, device=device) * (high - low) + low


def chance(shape: tuple[int, ...], probability: float, device: torch.device) -> Tensor:
    return torch.rand(shape, device=device) < probability


def path(batch: int, frames: int, start: float, drift: float, jitter: float, device: torch.device) -> Tensor:
    """Values (B, T) that start within ±start, drift by N(0, drift) over 8 frames, sway and tremble."""
    time = torch.arange(frames, device=device, dtype=torch.float32) / 8
    begin = uniform((batch, 1), -start, start, device)
    speed = torch.randn((batch, 1), device=device) * drift
    sway = torch.randn((batch, 1), device=device) * drift * 0.3
    phase = uniform((batch, 1), 0, 2 * math.pi, device)
    swing = sway * (torch.sin(phase + time * uniform((batch, 1), 1, 9, device)) - torch.sin(phase))
    return begin + speed * time + swing + torch.randn((batch, frames), device=device) * jitter


def placement(
    centre_xy: tuple[Tensor, Tensor],
    scale_xy: tuple[Tensor, Tensor],
    angle: Tensor,
    source_xy: tuple[Tensor, Tensor],
) -> Tensor:
    """Affine maps (..., 2, 3) from output to source coordinates.

    What lies at `source_xy` appears at `centre_xy`, `scale_xy` times as large, turned by `angle` radians.
    """
    cos, sin = torch.cos(angle), torch.sin(angle)
    a, b = cos / scale_xy[0], sin / scale_xy[0]
    c, d = -sin / scale_xy[1], cos / scale_xy[1]
    x = source_xy[0] - a * centre_xy[0] - b * centre_xy[1]
    y = source_xy[1] - c * centre_xy[0] - d * centre_xy[1]
    return torch.stack([torch.stack([a, b, x], -1), torch.stack([c, d, y], -1)], -2)


def bend(batch: int, frames: int, size: int, strength: Tensor, device: torch.device) -> Tensor:
    """A smooth displacement that changes over time: (B·T, S, S, 2), about `strength` (B,) large."""
    time = torch.arange(frames, device=device).view(1, frames, 1, 1, 1) / 8
    shape = (batch, 1, 2, 5, 5)
    still, moving = torch.randn(shape, device=device), torch.randn(shape, device=device)
    phase, rate = uniform((batch, 1, 1, 1, 1), 0, 6.3, device), uniform((batch, 1, 1, 1, 1), 0.5, 6, device)
    coarse = still * time + moving * (torch.sin(phase + rate * time) - torch.sin(phase))
    coarse = (coarse * strength.view(-1, 1, 1, 1, 1)).flatten(0, 1)
    fine = F.interpolate(coarse, size=(size // 8, size // 8), mode="bicubic", align_corners=False)
    return F.interpolate(fine, size=(size, size), mode="bilinear", align_corners=False).permute(0, 2, 3, 1)


def view(
    pictures: Tensor, theta: Tensor, size: int, offset: Tensor | None, *, mode: str, padding: str
) -> Tensor:
    """Sample `pictures` (N, C, H, W) through `theta` (N, 2, 3), bent by `offset`: (N, C, S, S)."""
    grid = F.affine_grid(theta, [len(pictures), 1, size, size], align_corners=False)
    if offset is not None:
        grid = grid + offset
    return F.grid_sample(pictures, grid, mode=mode, padding_mode=padding, align_corners=False)


def recolour(images: Tensor, amount: float) -> Tensor:
    """Brightness, contrast, saturation and a cast, each the same for a whole clip; (B, T, 3, S, S) 0 to 1."""
    batch, device = len(images), images.device
    shape = (batch, 1, 1, 1, 1)
    grey = images.mean(dim=2, keepdim=True)
    saturation = torch.where(chance(shape, 0.06, device), 0.0, uniform(shape, 1 - amount, 1 + amount, device))
    images = grey + (images - grey) * saturation
    mean = images.mean(dim=(1, 2, 3, 4), keepdim=True)
    images = mean + (images - mean) * uniform(shape, 1 - amount, 1 + amount, device)
    cast = uniform((batch, 1, 3, 1, 1), 1 - amount / 3, 1 + amount / 3, device)
    return (images * cast * uniform(shape, 1 - amount, 1 + amount, device)).clamp(0, 1)


def wear(images: Tensor) -> Tensor:
    """Some clips lose sharpness or gain noise, as cheap cameras and compression make them."""
    batch, frames, _, size, _ = images.shape
    device = images.device
    coarse = F.interpolate(images.flatten(0, 1), scale_factor=0.5, mode="area")
    coarse = F.interpolate(coarse, size=(size, size), mode="bilinear", align_corners=False).view_as(images)
    images = torch.where(chance((batch, 1, 1, 1, 1), 0.2, device), coarse, images)
    noise = uniform((batch, 1, 1, 1, 1), 0, 0.04, device) * chance((batch, 1, 1, 1, 1), 0.3, device)
    light = 1 + 0.05 * torch.randn((batch, frames, 1, 1, 1), device=device) * chance(
        (batch, 1, 1, 1, 1), 0.3, device
    )
    return (images * light + torch.randn_like(images) * noise).clamp(0, 1)


def finish(images: Tensor, masks: Tensor, colour: float = 0.3) -> Clips:
    """Pictures 0 to 1 (B, T, 3, S, S) and masks (B, T, S, S) become what the model takes."""
    images = wear(recolour(images, colour))
    mean = torch.tensor(MEAN, device=images.device).view(3, 1, 1)
    std = torch.tensor(STD, device=images.device).view(3, 1, 1)
    return Clips((images - mean) / std, masks > 0.5)


def film_clip(films: list[Film], batch: int, frames: int, size: int) -> Clips:
    """Frames of films; each clip takes its own film, stride, direction, crop and zoom."""
    device = films[0].frames.device
    takes = [_take(films, frames) for _ in range(batch)]
    pictures, masks = torch.cat([p for p, _ in takes]), torch.cat([m for _, m in takes])
    boxes = boxes_of(masks).view(batch, frames, 4)
    roaming, keeping = _roaming_view(boxes), _keeping_view(boxes)
    theta = torch.where(chance((batch, 1, 1, 1), 0.5, device), roaming, keeping).flatten(0, 1)
    seen = view(pictures.float() / 255, theta, size, None, mode="bilinear", padding="reflection")
    true = view(masks[:, None].float(), theta, size, None, mode="bilinear", padding="reflection")
    return finish(seen.view(batch, frames, 3, size, size), true.view(batch, frames, size, size))


def _take(films: list[Film], frames: int) -> tuple[Tensor, Tensor]:
    """Frames (T, 3, H, W) of one film with their masks (T, H, W); a few clips cut to another film between."""
    film = films[int(torch.randint(len(films), ()))]
    length = len(film.frames)
    longest = max(1, min(8, (length - 1) // max(1, frames - 1)))
    stride = min(longest, 1 + int(torch.randint(1, 5, ())) * int(torch.rand(()) < 0.7))
    start = int(torch.randint(max(1, length - stride * (frames - 1)), ()))
    wanted = [min(length - 1, start + stride * t) for t in range(frames)]
    if torch.rand(()) < 0.5:
        wanted.reverse()
    pictures, masks = film.frames[wanted], film.masks[wanted]
    other = films[int(torch.randint(len(films), ()))]
    if frames > 2 and other.name != film.name and torch.rand(()) < 0.12:
        begin = int(torch.randint(1, frames, ()))
        away = slice(begin, begin + int(torch.randint(1, frames, ())))
        shown = other.frames[int(torch.randint(len(other.frames), ()))]
        pictures[away], masks[away] = shown, 0
    return pictures, masks


def boxes_of(masks: Tensor) -> Tensor:
    """The box of each mask (N, H, W): (N, 4) centre x, centre y, half width, half height; 0 where empty."""
    edges = []
    for axis in (1, 2):  # axis 1 folds rows away and leaves x
        occupied = (masks > 0).any(dim=axis)
        length = occupied.shape[1]
        first = occupied.float().argmax(dim=1).float()
        last = length - occupied.flip(1).float().argmax(dim=1).float()
        edges.append((first * 2 / length - 1, last * 2 / length - 1))
    (left, right), (top, bottom) = edges
    boxes = torch.stack([left + right, top + bottom, right - left, bottom - top], dim=1) / 2
    return boxes * (masks > 0).flatten(1).any(dim=1, keepdim=True)


def _roaming_view(boxes: Tensor) -> Tensor:
    """Maps (B, T, 2, 3) of a camera that drifts about where the object is at first, so that it is seen."""
    (batch, frames), device = boxes.shape[:2], boxes.device
    shape = (batch, frames)
    centre = (path(batch, frames, 0.15, 0.05, 0.004, device), path(batch, frames, 0.15, 0.05, 0.004, device))
    zoom = torch.exp(path(batch, frames, 0.35, 0.1, 0.003, device) + 0.15)
    aspect = torch.exp(uniform((batch, 1), -0.2, 0.2, device))
    flip = torch.where(chance((batch, 1), 0.5, device), -1.0, 1.0)
    focus = [(boxes[:, :1, axis] * uniform((batch, 1), 0.2, 0.9, device)).expand(shape) for axis in (0, 1)]
    angle = path(batch, frames, 0.15, 0.04, 0.002, device)
    return placement(centre, (zoom * aspect * flip, zoom / aspect), angle, (focus[0], focus[1]))


def _keeping_view(boxes: Tensor) -> Tensor:
    """Maps (B, T, 2, 3) of a view that keeps to where the object was a frame before, as in tracking."""
    (batch, frames), device = boxes.shape[:2], boxes.device
    known = [boxes[:, 0]]  # what the tracker goes by on each frame
    for frame in range(1, frames):
        before = boxes[:, frame - 1]
        known.append(torch.where(before[:, 2:].amin(1, keepdim=True) > 0, before, known[-1]))
    box = torch.stack(known, dim=1)
    margin = torch.exp(path(batch, frames, 0.18, 0.05, 0.03, device) + 0.36)
    half = (box[..., 2:].amax(dim=2) * margin).clamp(0.15, 1)
    turn = uniform((batch, 1), -0.06, 0.06, device)
    centre = []
    for axis in (0, 1):
        stray = half * path(batch, frames, 0.1, 0.05, 0.02, device)
        centre.append((box[..., axis] + stray).clamp(min=half - 1, max=1 - half))
    flip = torch.where(chance((batch, 1), 0.5, device), -1.0, 1.0).expand_as(half)
    nowhere = torch.zeros_like(half)
    angle = turn.expand_as(half)
    return placement((nowhere, nowhere), (flip / half, 1 / half), angle, (centre[0], centre[1]))


def _pick(stills: Stills, batch: int) -> tuple[Tensor, Tensor]:
    """Random stills: their numbers (B,) and masks (B, 1, S, S) of the whole or, often, of one part."""
    device = stills.images.device
    chosen = torch.randint(len(stills.images), (batch,), device=device)
    labels = stills.labels[chosen][:, None]
    parts = labels.flatten(1).max(dim=1).values.clamp(min=1)
    part = (torch.rand(batch, device=device) * parts).long() + 1
    alone = (parts > 1) & chance((batch,), 0.7, device)
    mask = torch.where(alone.view(-1, 1, 1, 1), labels == part.view(-1, 1, 1, 1), labels > 0)
    return chosen, mask.float()


def camera_clip(stills: Stills, batch: int, frames: int, size: int) -> Clips:
    """A still under a moving camera that bends it a little more on every frame."""
    device = stills.images.device
    chosen, masks = _pick(stills, batch)
    aspect = torch.exp(uniform((batch, 1), -0.3, 0.3, device))
    flip = torch.where(chance((batch, 1), 0.5, device), -1.0, 1.0)
    zoom = torch.exp(path(batch, frames, 0.4, 0.25, 0.01, device) + 0.1)
    focus = stills.boxes[chosen]
    pull = uniform((batch, 1), 0.0, 1.0, device)
    source = tuple((focus[:, axis : axis + 1] * pull).expand(batch, frames) for axis in (0, 1))
    centre = (path(batch, frames, 0.2, 0.3, 0.01, device), path(batch, frames, 0.2, 0.3, 0.01, device))
    angle = path(batch, frames, 0.25, 0.25, 0.01, device)
    theta = placement(centre, (zoom * aspect * flip, zoom / aspect), angle, (source[0], source[1])).flatten(
        0, 1
    )
    offset = bend(batch, frames, size, uniform((batch,), 0, 0.06, device), device)
    images = stills.images[chosen].float().div(255).repeat_interleave(frames, dim=0)
    seen = view(images, theta, size, offset, mode="bilinear", padding="reflection")
    true = view(
        masks.repeat_interleave(frames, dim=0), theta, size, offset, mode="bilinear", padding="reflection"
    )
    return finish(seen.view(batch, frames, 3, size, size), true.view(batch, frames, size, size))


@dataclass(frozen=True)
class CutOut:
    """An object on its own: `colours` (B, T, 3, S, S) 0 to 1 and `alpha` (B, T, 1, S, S)."""

    colours: Tensor
    alpha: Tensor


def _cut_out(
    stills: Stills, chosen: Tensor, masks: Tensor, frames: int, size: int, *, drift: float
) -> CutOut:
    """Move the object of each chosen still along a path of its own."""
    device, batch = masks.device, len(chosen)
    box = stills.boxes[chosen]
    largest = box[:, 2:].max(dim=1, keepdim=True).values.clamp(min=0.05)
    extent = torch.exp(uniform((batch, 1), math.log(0.12), math.log(0.8), device))  # half size in the output
    growth = torch.exp(path(batch, frames, 0.0, 0.2, 0.01, device))
    aspect = torch.exp(uniform((batch, 1), -0.25, 0.25, device))
    flip = torch.where(chance((batch, 1), 0.5, device), -1.0, 1.0)
    scale = extent / largest * growth
    centre = (
        path(batch, frames, 0.7, drift, 0.015, device),
        path(batch, frames, 0.7, drift * 0.7, 0.015, device),
    )
    angle = path(batch, frames, 0.4, 0.3, 0.015, device)
    source = (box[:, 0:1].expand(batch, frames), box[:, 1:2].expand(batch, frames))
    theta = placement(centre, (scale * aspect * flip, scale / aspect), angle, source).flatten(0, 1)
    offset = bend(batch, frames, size, uniform((batch,), 0, 0.12, device), device)
    images = stills.images[chosen].float().div(255).repeat_interleave(frames, dim=0)
    shown = view(images, theta, size, offset, mode="bilinear", padding="border")
    alpha = view(
        masks.repeat_interleave(frames, dim=0), theta, size, offset, mode="bilinear", padding="zeros"
    )
    colours = shown.view(batch, frames, 3, size, size)
    return CutOut(recolour(colours, 0.25), alpha.view(batch, frames, 1, size, size))


def stage_clip(stills: Stills, batch: int, frames: int, size: int) -> Clips:
    """A cut-out object that moves over another picture, among others, and may leave it."""
    device = stills.images.device
    scenery = torch.randint(len(stills.images), (batch,), device=device)
    zoom = torch.exp(path(batch, frames, 0.25, 0.1, 0.003, device) + 0.25)
    drift = (path(batch, frames, 0.3, 0.2, 0.005, device), path(batch, frames, 0.3, 0.1, 0.005, device))
    origin = torch.zeros((batch, frames), device=device)
    theta = placement(drift, (zoom, zoom), path(batch, frames, 0.1, 0.05, 0.002, device), (origin, origin))
    images = stills.images[scenery].float().div(255).repeat_interleave(frames, dim=0)
    seen = view(images, theta.flatten(0, 1), size, None, mode="bilinear", padding="reflection")
    seen = seen.view(batch, frames, 3, size, size)

    chosen, masks = _pick(stills, batch)
    target = _cut_out(stills, chosen, masks, frames, size, drift=0.45)
    twin = chance((batch,), 0.4, device)
    other_chosen, other_masks = _pick(stills, batch)
    other_chosen = torch.where(twin, chosen, other_chosen)
    other_masks = torch.where(twin.view(-1, 1, 1, 1), masks, other_masks)
    other = _cut_out(stills, other_chosen, other_masks, frames, size, drift=0.6)
    shape = (batch, 1, 1, 1, 1)
    other_alpha = other.alpha * chance(shape, 0.75, device)
    in_front = chance(shape, 0.45, device).float()

    # Some objects vanish for a stretch that does not touch the first frame: they are gone, not covered.
    time = torch.arange(frames, device=device).view(1, frames, 1, 1, 1)
    gone_from = (torch.rand(shape, device=device) * frames).long() + 1
    gone_for = (torch.rand(shape, device=device) * frames).long() + 1
    gone = (time >= gone_from) & (time < gone_from + gone_for) & chance(shape, 0.4, device)
    alpha = target.alpha * ~gone

    behind = other_alpha * (1 - in_front)
    seen = seen * (1 - behind) + other.colours * behind
    seen = seen * (1 - alpha) + target.colours * alpha
    front = other_alpha * in_front
    seen = seen * (1 - front) + other.colours * front
    return finish(seen, (alpha * (1 - front))[:, :, 0])
