// Copies what the site needs of the npm packages into static/vendor and lists it in vendor.json.
// Run by hand after `npm ci --ignore-scripts`; the result is committed, so the site needs no Node.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";
import subsetFont from "subset-font";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const target = join(root, "static", "vendor");
const list = [];

/** Write one file below static/vendor and note where it came from. */
function keep(packageName, file, content) {
  const { version, license } = JSON.parse(readFileSync(join(modules, packageName, "package.json")));
  const path = join(target, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  const sha384 = createHash("sha384").update(content).digest("base64");
  list.push({ package: packageName, version, licence: license, file, sha384 });
}

/** The text of a dist file without its source map comment: the map is not vendored. */
function text(packageName, file) {
  const source = readFileSync(join(modules, packageName, file), "utf8");
  return source.replace(/\n?\/[/*][#@]\s*sourceMappingURL=[^\n]*/g, "");
}

/** Left and right as start and end, so that the same file serves Arabic. */
function logical(css) {
  const corners = { "top-left": "start-start", "top-right": "start-end", "bottom-left": "end-start", "bottom-right": "end-end" };
  return css
    .replace(/(margin|padding|border)-left(?=[-:])/g, "$1-inline-start")
    .replace(/(margin|padding|border)-right(?=[-:])/g, "$1-inline-end")
    .replace(/border-(top-left|top-right|bottom-left|bottom-right)-radius/g, (_, corner) => `border-${corners[corner]}-radius`)
    .replace(/text-align:left/g, "text-align:start")
    .replace(/text-align:right/g, "text-align:end")
    .replace(/float:left/g, "float:inline-start")
    .replace(/float:right/g, "float:inline-end");
}

/** Every character of the given code point ranges. */
function characters(...ranges) {
  return ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))).join("");
}

/** One script of a variable font, with the weights 400 to 700 and nothing else. */
async function font(packageName, file, name, ranges) {
  const source = readFileSync(join(modules, packageName, "files", file));
  const variationAxes = { wght: { min: 400, max: 700, default: 400 } };
  keep(packageName, `noto/${name}.woff2`, await subsetFont(source, characters(...ranges), { targetFormat: "woff2", variationAxes }));
}

rmSync(target, { recursive: true, force: true });

const compiled = sass.compile(join(root, "scripts", "bootstrap.scss"), { style: "compressed", quietDeps: true, logger: sass.Logger.silent });
keep("bootstrap", "bootstrap/bootstrap.css", logical(compiled.css));
keep("bootstrap", "bootstrap/LICENSE", text("bootstrap", "LICENSE"));
keep("htmx.org", "htmx/htmx.min.js", text("htmx.org", "dist/htmx.min.js"));
keep("htmx.org", "htmx/LICENSE", text("htmx.org", "LICENSE"));

// The ranges match the unicode-range of each @font-face in static/css/base.css.
const sans = "@fontsource-variable/noto-sans";
const arabic = "@fontsource-variable/noto-sans-arabic";
await font(sans, "noto-sans-latin-wght-normal.woff2", "latin",
  [[0x20, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2bb, 0x2bc], [0x2000, 0x206f], [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2212, 0x2212]]);
await font(sans, "noto-sans-latin-ext-wght-normal.woff2", "latin-ext", [[0x100, 0x130], [0x132, 0x151], [0x154, 0x17f], [0x218, 0x21b], [0x1e9e, 0x1e9e]]);
await font(sans, "noto-sans-cyrillic-wght-normal.woff2", "cyrillic", [[0x400, 0x45f], [0x490, 0x491], [0x2116, 0x2116]]);
await font(arabic, "noto-sans-arabic-arabic-wght-normal.woff2", "arabic", [[0x600, 0x6ff], [0x200c, 0x200f]]);
keep(sans, "noto/LICENSE", text(sans, "LICENSE"));

// The tests' JavaScript parser of calendars; no page has it.
for (const file of ["dist/ical.min.js", "LICENSE"]) {
  writeFileSync(join(root, "tests", "vendor", "ical", file.split("/").pop()), readFileSync(join(modules, "ical.js", file)));
}

writeFileSync(join(target, "vendor.json"), JSON.stringify(list, null, 2) + "\n");
console.log(`${list.length} files in static/vendor`);
