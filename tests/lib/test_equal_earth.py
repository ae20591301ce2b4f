"""The dots of the map fall where d3 draws the land."""

import re
from pathlib import Path

import pytest

from ungass_portal.lib import equal_earth

LAND = Path(__file__).parents[2] / "static/img/land.svg"
SCRIPT = Path(__file__).parents[2] / "scripts/land.mjs"


@pytest.mark.parametrize(
    ("lat", "lon", "point"),
    [  # what d3.geoEqualEarth gives for the script's own settings
        (0, 0, (469.4, 242.0)),
        (-33.9, 151.2, (857.4, 364.9)),
        (4.7, -74.1, (264.0, 224.4)),
    ],
)
def test_project_agrees_with_the_drawing(lat, lon, point):
    assert equal_earth.project(lat, lon) == point


def test_project_keeps_the_far_side_of_the_seam_in_the_picture():
    x, _ = equal_earth.project(0, -170)

    assert 990 < x <= 1000


def test_project_refuses_a_latitude_beyond_the_poles():
    with pytest.raises(ValueError, match="between -90 and 90"):
        equal_earth.project(91, 0)


def test_script_and_module_hold_the_same_numbers():
    script = SCRIPT.read_text()
    numbers = {
        name: int(re.search(rf"const {name} = (\d+);", script)[1]) for name in ("WIDTH", "HEIGHT", "CENTRE", "TOP")
    }

    assert numbers == {name: getattr(equal_earth, name) for name in numbers}
    assert f'viewBox="0 0 {equal_earth.WIDTH} {equal_earth.HEIGHT}"' in LAND.read_text()
