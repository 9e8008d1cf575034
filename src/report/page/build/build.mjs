// Makes the files of ../vendor: the parts of ECharts that the page uses as one script, and the map.
// The README beside says how, and when.

import { build } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import mapshaper from 'mapshaper';
import countries from 'i18n-iso-countries';

const require = createRequire(import.meta.url);
const vendor = new URL('../vendor/', import.meta.url);

// Square metres below which a country is a dot as well; the unit of the map in metres.
const SMALL = 1.6e10;
const UNIT = 10_000;
const EARTH = 6_371_008;

await charts();
await world();

// The parts of ECharts that the page uses, as the global `echarts`.
async function charts() {
  const contents = `
    import { use, init, registerMap } from 'echarts/core';
    import { BarChart, GraphChart, ScatterChart } from 'echarts/charts';
    import { GeoComponent, GridComponent, TooltipComponent } from 'echarts/components';
    import { LabelLayout } from 'echarts/features';
    import { SVGRenderer } from 'echarts/renderers';
    use([BarChart, GraphChart, ScatterChart, GeoComponent, GridComponent,
         TooltipComponent, LabelLayout, SVGRenderer]);
    export { init, registerMap };`;
  const licence = `/*! Apache ECharts ${version('echarts')}, Copyright The Apache Software Foundation, ` +
    'licensed under the Apache License 2.0; with zrender, Copyright Baidu Inc., licensed under ' +
    'BSD-3-Clause. A build of some of its parts: see src/report/page/build in wiretag. */';
  const made = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true, minify: true, write: false, format: 'iife', globalName: 'echarts',
    target: 'es2020', charset: 'ascii', legalComments: 'none', banner: { js: licence },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  // what ends a script element must not stand in one
  const script = made.outputFiles[0].text.replaceAll('</', '<\\/').replaceAll('<!--', '<\\!--');
  writeFileSync(new URL('echarts.js', vendor), script);
}

// Outlines of countries in Equal Earth, in units of 10 km: rings as differences of whole numbers.
// Those that would be hardly seen are dots.
async function world() {
  const file = require.resolve('world-atlas/countries-50m.json');
  const input = { 'world.json': readFileSync(file) };
  const shapes = async (simplify) => {
    const run = `-i world.json -target countries -filter "FID != '010'" ${simplify} ` +
      '-o out.json format=geojson id-field=FID precision=0.001';
    return JSON.parse((await mapshaper.applyCommands(run, input))['out.json']).features.map(projected);
  };
  const fine = await shapes('');
  const rough = await shapes('-simplify weighted 13% keep-shapes');
  const out = { areas: [], dots: [] };
  for (const [at, feature] of rough.entries()) {
    const code = iso2(feature);
    const [largest, area] = largestRing(fine[at].geometry);
    if (code && area < SMALL) out.dots.push([code, name(feature), ...centre(largest)]);
    const rings = polygons(feature.geometry).flat().map(whole).filter((ring) => ring.length > 3);
    if (rings.length) out.areas.push([code, name(feature), ...rings.map(differences)]);
  }
  const large = new Set(rough.filter((_, at) => largestRing(fine[at].geometry)[1] >= SMALL).map(iso2));
  out.dots = out.dots.filter(([code]) => !large.has(code)).sort();
  out.areas.sort((a, b) => (a[0] + a[1] < b[0] + b[1] ? -1 : 1));
  writeFileSync(new URL('world.json', vendor), JSON.stringify(out) + '\n');
}

// The outlines come without a cut where east meets west: each is cut there, then projected to metres.
function projected(feature) {
  const rings = polygons(feature.geometry).flatMap((polygon) => polygon.flatMap(cutRing));
  return { ...feature, geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring.map(equalEarth)]) } };
}

function cutRing(ring) {
  let turn = 0;
  const unrolled = ring.map(([x, y], i) => {
    if (i && Math.abs(x - ring[i - 1][0]) > 180) turn += x < ring[i - 1][0] ? 360 : -360;
    return [x + turn, y];
  });
  const xs = unrolled.map((p) => p[0]);
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  if (west >= -180 && east <= 180) return [unrolled];
  const parts = [];
  for (const turns of [-360, 0, 360]) {
    const moved = unrolled.map(([x, y]) => [x + turns, y]);
    const part = clip(clip(moved, 180, 1), -180, -1);
    if (part.length > 3) parts.push(part);
  }
  return parts;
}

// What of a ring lies on one side of a meridian.
function clip(ring, at, side) {
  const inside = ([x]) => (side > 0 ? x <= at : x >= at);
  const out = [];
  ring.forEach((p, i) => {
    const before = ring[(i || ring.length) - 1];
    if (inside(p) !== inside(before)) {
      const share = (at - before[0]) / (p[0] - before[0]);
      out.push([at, before[1] + share * (p[1] - before[1])]);
    }
    if (inside(p)) out.push(p);
  });
  if (out.length) out.push(out[0]);
  return out;
}

// Equal Earth (Savric, Patterson, Jenny 2018): areas can be compared.
function equalEarth([longitude, latitude]) {
  const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
  const radian = Math.PI / 180;
  const t = Math.asin((Math.sqrt(3) / 2) * Math.sin(latitude * radian));
  const t2 = t * t, t6 = t2 ** 3;
  const x = (2 * Math.sqrt(3) * longitude * radian * Math.cos(t)) /
    (3 * (9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1));
  const y = t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2));
  return [x * EARTH, y * EARTH];
}

// Natural Earth gives disputed areas no code: they are drawn without one, but for Kosovo, whose
// provisional code is in wide use.
function iso2(feature) {
  if (feature.properties.name === 'Kosovo') return 'XK';
  const numeric = feature.id === undefined ? '' : String(feature.id).padStart(3, '0');
  return countries.numericToAlpha2(numeric) ?? '';
}

function name(feature) {
  return feature.properties.name;
}

function polygons(geometry) {
  if (!geometry) return [];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [geometry.coordinates];
}

function area(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    sum += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
  }
  return sum / 2;
}

function largestRing(geometry) {
  const outer = polygons(geometry).map((polygon) => polygon[0]);
  const total = outer.reduce((sum, ring) => sum + Math.abs(area(ring)), 0);
  const by = (a, b) => Math.abs(area(b)) - Math.abs(area(a));
  return [outer.sort(by)[0] ?? [], total];
}

function centre(ring) {
  const xs = ring.map((p) => p[0]);
  const ys = ring.map((p) => p[1]);
  const middle = (of) => Math.round((Math.min(...of) + Math.max(...of)) / 2 / UNIT);
  return [middle(xs), middle(ys)];
}

// In units, without points that fall together.
function whole(ring) {
  const points = ring.map(([x, y]) => [Math.round(x / UNIT), Math.round(y / UNIT)]);
  return points.filter((p, i) => !i || p[0] !== points[i - 1][0] || p[1] !== points[i - 1][1]);
}

function differences(ring) {
  return ring.flatMap((p, i) => (i ? [p[0] - ring[i - 1][0], p[1] - ring[i - 1][1]] : p));
}

function version(of) {
  return JSON.parse(readFileSync(require.resolve(`${of}/package.json`), 'utf8')).version;
}
