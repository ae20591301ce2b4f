"""The Equal Earth projection of `static/img/land.svg`, so that a dot falls where its land is drawn.

Šavrič, Patterson and Jenny, 2018. The numbers of the drawing stand in `scripts/land.mjs` as well.
"""

from math import asin, cos, pi, radians, sin, sqrt

WIDTH = 1000
HEIGHT = 434
CENTRE = 11  # degrees east; the seam then runs through the Bering Strait and cuts no land
TOP = 242  # from the top edge to the equator

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_SCALE = WIDTH / 2 / (pi / (_M * _A1))


def project(lat: float, lon: float) -> tuple[float, float]:
    """The point of a latitude and longitude in degrees, in the units of the drawing's viewBox."""
    if not -90 <= lat <= 90:
        raise ValueError(f"A latitude lies between -90 and 90 degrees, not at {lat}.")
    turned = radians((lon - CENTRE + 180) % 360 - 180)
    theta = asin(_M * sin(radians(lat)))
    square = theta * theta
    sixth = square**3
    x = turned * cos(theta) / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return round(WIDTH / 2 + _SCALE * x, 1), round(TOP - _SCALE * y, 1)
