"""Build the world map of the report and the page: one SVG path per state, Equal Earth projection.

Source: ``countries-110m.json`` of the npm package world-atlas (ISC licence), which repackages
Natural Earth 1:110m admin-0 countries (public domain). Get it with ``npm pack world-atlas``.
Points for economies too small to see: ``small_states.csv`` beside this script (own compilation).

Projection: Savric, B., Patterson, T., Jenny, B. (2018), "The Equal Earth map projection",
International Journal of Geographical Information Science 33(3), 454-465.

    python tools/build_data/build_map.py countries-110m.json --out src/multipolar/data
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]  # closed: the last point repeats the first
Pixel = tuple[int, int]  # tenths of a pixel

WIDTH = 960.0
MARGIN = 1.0  # keeps the stroke of the outline inside the view box
NORTH, SOUTH = 90.0, -58.0  # degrees; the southern cut leaves Antarctica out
SMALL_PX = 4.0  # a shape narrower and lower than this must have a dot too
ANTARCTICA = "010"

# A shape without an ISO number is disputed. Kosovo alone has a code in common use (XKX).
USER_ASSIGNED = {"Kosovo": "XKX"}
# Parts that the source assigns to one claimant, found by a point inside and drawn on their own.
# Crimea: part of Russia in the source, of Ukraine by UN General Assembly resolution 68/262.
SPLIT_OFF = {"Crimea": (34.3, 45.2)}

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = math.sqrt(3.0) / 2.0


def equal_earth(longitude: float, latitude: float) -> Point:
    """Project degrees to the plane of the unit sphere, y to the north (Savric et al. 2018)."""
    theta = math.asin(M * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2**3
    slope = A1 + 3.0 * A2 * t2 + t6 * (7.0 * A3 + 9.0 * A4 * t2)
    x = math.radians(longitude) * math.cos(theta) / (M * slope)
    y = theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))
    return x, y


SCALE = (WIDTH - 2.0 * MARGIN) / (2.0 * equal_earth(180.0, 0.0)[0])
TOP = equal_earth(0.0, NORTH)[1]
HEIGHT = math.ceil(SCALE * (TOP - equal_earth(0.0, SOUTH)[1]) + 2.0 * MARGIN)


def to_pixel(point: Point) -> Pixel:
    """Place a longitude and latitude in the view box, in tenths of a pixel, y downwards."""
    x, y = equal_earth(*point)
    return round(10.0 * (WIDTH / 2.0 + SCALE * x)), round(10.0 * (MARGIN + SCALE * (TOP - y)))


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Undo the delta encoding and quantisation of TopoJSON arcs; returns degrees."""
    (scale_x, scale_y), (shift_x, shift_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs: list[Ring] = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(arc)
    return arcs


def join_arcs(indices: Iterable[int], arcs: list[Ring]) -> Ring:
    """Join arcs into a closed ring; a negative index ~i means arc i reversed."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def polygons(geometry: dict[str, Any], arcs: list[Ring]) -> list[list[Ring]]:
    """List the polygons of a geometry, each an outer ring followed by its holes."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[join_arcs(indices, arcs) for indices in part] for part in parts]


def contains(ring: Ring, point: Point) -> bool:
    """Tell whether the point lies inside the ring (even-odd rule)."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def unwrap(ring: Ring) -> Ring:
    """Make longitudes continuous: a step of more than half the globe crosses the antimeridian."""
    out = [ring[0]]
    for longitude, latitude in ring[1:]:
        turns = round((out[-1][0] - longitude) / 360.0)
        out.append((longitude + 360.0 * turns, latitude))
    return out


def clip(ring: Ring, limit: float, sign: float) -> Ring:
    """Keep the part of a closed ring with sign * longitude <= sign * limit (Sutherland-Hodgman)."""
    out: Ring = []
    for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False):
        a_in, b_in = sign * ax <= sign * limit, sign * bx <= sign * limit
        if a_in:
            out.append((ax, ay))
        if a_in != b_in:
            out.append((limit, ay + (by - ay) * (limit - ax) / (bx - ax)))
    return [*out, out[0]] if out else out


def follow_edge(ring: Ring) -> Ring:
    """Add a point per degree where a ring runs along the antimeridian, which is curved here."""
    out = ring[:1]
    for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False):
        steps = math.ceil(abs(by - ay)) if ax == bx and abs(ax) == 180.0 else 1
        out.extend((bx, ay + (by - ay) * k / steps) for k in range(1, steps))
        out.append((bx, by))
    return out


def on_the_map(ring: Ring) -> Iterator[Ring]:
    """Cut a ring at the antimeridian and yield the pieces that lie within 180 degrees."""
    unwrapped = unwrap(ring)
    for shift in (-360.0, 0.0, 360.0):
        moved = [(longitude + shift, latitude) for longitude, latitude in unwrapped]
        piece = clip(clip(moved, 180.0, 1.0), -180.0, -1.0)
        if piece:
            yield follow_edge(piece)


def to_pixels(ring: Ring) -> list[Pixel]:
    """Project a closed ring, drop repeated pixels; empty when nothing with an area is left."""
    pixels: list[Pixel] = []
    for pixel in map(to_pixel, ring):
        if not pixels or pixel != pixels[-1]:
            pixels.append(pixel)
    area = sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(pixels, pixels[1:], strict=False))
    return pixels[:-1] if area else []


def tenths(value: int) -> str:
    """Write tenths of a pixel as the shortest SVG number."""
    text = f"{value / 10:.1f}".removesuffix(".0")
    return text.replace("0.", ".", 1) if abs(value) < 10 and value else text


def svg_path(rings: Iterable[list[Pixel]]) -> str:
    """Write closed rings as one SVG path: absolute starts, relative lines (half the bytes)."""
    parts = []
    for ring in rings:
        (x, y), text = ring[0], ""
        for nx, ny in ring[1:]:
            dx, dy = tenths(nx - x), tenths(ny - y)
            text += f"{'' if dx[0] == '-' or not text else ' '}{dx}{'' if dy[0] == '-' else ' '}{dy}"
            x, y = nx, ny
        parts.append(f"M{tenths(ring[0][0])} {tenths(ring[0][1])}l{text}Z")
    return "".join(parts)


def draw(parts: Iterable[list[Ring]]) -> list[list[Pixel]]:
    """Bring polygons to the view box, cut at the antimeridian, without empty rings."""
    rings = (to_pixels(piece) for part in parts for ring in part for piece in on_the_map(ring))
    return [ring for ring in rings if ring]


def extent_px(rings: list[list[Pixel]]) -> float:
    """Return the longer side of the bounding box in pixels."""
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys)) / 10.0


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shape(iso3: str | None, name: str, rings: list[list[Pixel]], disputed: bool) -> dict[str, Any]:
    """Assemble one entry of ``shapes``."""
    return {"iso3": iso3, "name": name, "path": svg_path(rings), "disputed": disputed}


def build_shapes(topology: dict[str, Any], states: list[dict[str, str]]) -> tuple[list[dict[str, Any]], set[str]]:
    """Return the shapes, sorted, and the codes whose shape is too small to see.

    Raises KeyError when the map has a numeric code that the table of states lacks.
    """
    by_numeric = {row["numeric"]: row for row in states if row["numeric"]}
    arcs = decode_arcs(topology)
    shapes: list[dict[str, Any]] = []
    small: set[str] = set()
    for geometry in topology["objects"]["countries"]["geometries"]:
        numeric, source_name = geometry.get("id"), geometry["properties"]["name"]
        if numeric == ANTARCTICA:
            continue
        kept = []
        for part in polygons(geometry, arcs):
            split = [name for name, point in SPLIT_OFF.items() if contains(part[0], point)]
            if split:
                shapes.append(shape(None, split[0], draw([part]), disputed=True))
            else:
                kept.append(part)
        iso3 = by_numeric[numeric]["iso3"] if numeric else USER_ASSIGNED.get(source_name)
        name = by_numeric[numeric]["name"] if numeric else source_name
        rings = draw(kept)
        shapes.append(shape(iso3, name, rings, disputed=numeric is None))
        if iso3 and extent_px(rings) < SMALL_PX:
            small.add(iso3)
    missing = SPLIT_OFF.keys() - {entry["name"] for entry in shapes}
    if missing:
        raise ValueError(f"no part of the map contains the point of {sorted(missing)}")
    return sorted(shapes, key=lambda s: (s["iso3"] or "~", s["name"])), small


def build_dots(points: list[dict[str, str]], states: list[dict[str, str]], small: set[str]) -> list[dict[str, Any]]:
    """Place a dot for each listed economy.

    Raises ValueError when a shape too small to see has no point, or a point no row in states.csv.
    """
    names = {row["iso3"]: row["name"] for row in states}
    codes = [row["iso3"] for row in points]
    if lacking := small - set(codes):
        raise ValueError(f"small_states.csv lacks the small shapes {sorted(lacking)}")
    if unknown := set(codes) - names.keys():
        raise ValueError(f"states.csv lacks {sorted(unknown)} of small_states.csv")
    dots = []
    for row in sorted(points, key=lambda r: r["iso3"]):
        x, y = to_pixel((float(row["lon"]), float(row["lat"])))
        dots.append({"iso3": row["iso3"], "name": names[row["iso3"]], "x": x / 10, "y": y / 10})
    return dots


def outline() -> str:
    """Return the path of the edge of the world between the northern and southern limits."""
    corners = [(-180.0, SOUTH), (-180.0, NORTH), (180.0, NORTH), (180.0, SOUTH), (-180.0, SOUTH)]
    return svg_path([to_pixels(follow_edge(corners))])


def version_of(topojson: Path) -> str:
    """Read the package version from the package.json beside the file."""
    package = topojson.parent / "package.json"
    return str(json.loads(package.read_text("utf-8"))["version"]) if package.exists() else "unknown"


def build(topojson: Path, out: Path) -> dict[str, Any]:
    """Assemble the map document from the TopoJSON file and ``states.csv`` in the folder out."""
    raw = topojson.read_bytes()
    states = read_rows(out / "states.csv")
    shapes, small = build_shapes(json.loads(raw), states)
    points = read_rows(Path(__file__).with_name("small_states.csv"))
    return {
        "view_box": [0, 0, int(WIDTH), HEIGHT],
        "projection": "Equal Earth (Savric, Patterson and Jenny 2018)",
        "source": f"world-atlas {version_of(topojson)} countries-110m.json "
        f"(Natural Earth 1:110m), sha256 {hashlib.sha256(raw).hexdigest()}",
        "licence": "world-atlas: ISC, Copyright 2013-2019 Michael Bostock; Natural Earth: public domain",
        "shapes": shapes,
        "sphere": outline(),
        "dots": build_dots(points, states, small),
    }


def main() -> None:
    """Write map_110m.json and report its size and checksum."""
    parser = argparse.ArgumentParser(description="Build map_110m.json.")
    parser.add_argument("topojson", type=Path, help="countries-110m.json of world-atlas")
    parser.add_argument("--out", type=Path, default=Path("src/multipolar/data"))
    args = parser.parse_args()
    document = build(args.topojson, args.out)
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    target = args.out / "map_110m.json"
    target.write_bytes(content)
    print(
        f"{target}: {len(document['shapes'])} shapes, {len(document['dots'])} dots, "
        f"{len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}"
    )


if __name__ == "__main__":
    main()
