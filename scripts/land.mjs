// Draws static/img/land.svg once: the world's land without any border, in the Equal Earth projection.
// ungass_portal/lib/equal_earth.py holds the same numbers, so that dots fall where the land is.
import { writeFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature } from "topojson-client";

const WIDTH = 1000;
const HEIGHT = 434; // cut below 60 degrees south: Antarctica carries no activity
const CENTRE = 11; // degrees east; the seam then runs through the Bering Strait and cuts no land
const HALF_WIDTH = 2.706629983696243; // x of 180 degrees on the equator in radians
const TOP = 242; // pixels from the top edge to the equator

const world = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/land-110m.json")));
const projection = geoEqualEarth().rotate([-CENTRE, 0]).scale(WIDTH / (2 * HALF_WIDTH)).translate([WIDTH / 2, TOP]);
projection.clipExtent([[0, 0], [WIDTH, HEIGHT]]).precision(1);
const path = geoPath(projection).digits(1)(feature(world, world.objects.land));

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}"><path id="land" fill="currentColor" d="${path}"/></svg>\n`;
writeFileSync(join(dirname(fileURLToPath(import.meta.url)), "..", "static", "img", "land.svg"), svg);
console.log(svg.length, "characters", projection([0, 0]), projection([151.2, -33.9]), projection([-74.1, 4.7]));
