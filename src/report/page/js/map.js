// The map: countries by how many articles are about them, or mention them; small ones are dots.

const view = { of: 'about', zoom: 1, center: null };
const CLASSES = 6;

async function drawMap() {
  const world = await theWorld();
  const values = countriesOf();
  const most = Math.max(0, ...values.values());
  const steps = stepsUpTo(most);
  const what = byArticle();
  $('map-chart').hidden = !values.size;
  const known = values.size;
  $('where-lede').textContent = known
    ? `${counted(known, 'country')} ${view.of === 'about' ? `${known === 1 ? 'is' : 'are'} the main country of` : `${known === 1 ? 'is' : 'are'} named in`} these ${what}. Choose one to see only its articles.`
    : view.of === 'about' ? 'None of these articles is about one country more than others.' : 'None of these articles mentions a country.';
  drawLegend(steps, what);
  if (!known) return fill($('map-table'));
  const colourOf = (n) => colour(`map-${steps.findIndex((step) => n <= step) + 1}`);
  const line = (code, name) => bubble(code ? countryName(code) : name, values.has(code) ? `${num(values.get(code))} ${unit(values.get(code), what)}` : 'none of these articles');
  chart('map-chart', `Map of the world: ${$('where-lede').textContent}`, {
    tooltip: { trigger: 'item', formatter: (point) => line(point.data.code) },
    geo: {
      map: 'world', roam: matchMedia('(pointer: fine)').matches ? 'move' : false, zoom: view.zoom, center: view.center ?? undefined,
      aspectScale: 1, top: 4, bottom: 4, left: 0, right: 0, tooltip: { show: true, formatter: (area) => line(codeOfArea(area.name), world.names.get(area.name)) }, label: { show: false },
      itemStyle: { areaColor: colour('none'), borderColor: colour('coast'), borderWidth: 0.6 },
      emphasis: { label: { show: false }, itemStyle: { areaColor: 'inherit', borderColor: colour('ink'), borderWidth: 1.5 } }, select: { disabled: true },
      regions: world.areas.filter((name) => values.has(codeOfArea(name))).map((name) => ({ name, itemStyle: { areaColor: colourOf(values.get(codeOfArea(name))) } })),
    },
    series: [{
      type: 'scatter', coordinateSystem: 'geo', symbolSize: 9, emphasis: { scale: 1.4 },
      data: world.dots.filter(([code]) => values.has(code)).map(([code, , x, y]) => ({
        value: [x, y], code, itemStyle: { color: colourOf(values.get(code)), borderColor: colour('soft'), borderWidth: 1 },
      })),
    }],
  }, (event) => chooseCountry(event.data?.code ?? codeOfArea(event.name)));
  charts.get('map-chart').chart.off('georoam');
  charts.get('map-chart').chart.on('georoam', keepView);
  alternative($('map-table'), 'Show as a table', () => {
    const rows = [...values].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return table(`Countries by ${what} that ${view.of === 'about' ? 'are about them' : 'mention them'}`, ['Country', [capital(what), 'number']],
      rows.map(([code, n]) => [link(countryName(code), () => chooseCountry(code)), num(n)]), { class: 'narrow' });
  });
}

// How many articles or stories for each code.
function countriesOf() {
  const codes = [], keys = new Map();
  const keyOf = (code) => {
    if (!keys.has(code)) keys.set(code, codes.push(code) - 1);
    return keys.get(code);
  };
  const counts = counter(999, byArticle());
  for (const article of matchedByStory) {
    if (view.of === 'about') {
      if (DATA.articles.about[article]) counts.add(keyOf(DATA.articles.about[article]), article, 0);
      continue;
    }
    const pairs = DATA.pairs[article];
    for (let i = 0; i < pairs.length; i += 2) {
      const code = DATA.entities[pairs[i]][E_ISO2];
      if (code && typeOf(pairs[i]) === 'country') counts.add(keyOf(code), article, 0);
    }
  }
  return new Map(codes.map((code, at) => [code, counts.values[at]]));
}

// Upper ends of the classes: each some factor above the last, in round numbers.
function stepsUpTo(most) {
  if (most <= CLASSES) return Array.from({ length: Math.max(1, most) }, (_, i) => i + 1);
  const steps = [];
  for (let i = 1; i < CLASSES; i++) {
    const step = roundDown(most ** (i / CLASSES));
    steps.push(Math.max(step, (steps.at(-1) ?? 0) + 1));
  }
  return [...steps, most];
}

function roundDown(n) {
  const unitOf = 10 ** Math.floor(Math.log10(n));
  return n < 10 ? Math.floor(n) : Math.floor((n / unitOf) * 2) / 2 * unitOf;
}

function drawLegend(steps, what) {
  const range = (at) => {
    const low = at ? steps[at - 1] + 1 : 1;
    return low >= steps[at] ? num(steps[at]) : `${num(low)}–${num(steps[at])}`;
  };
  const box = (name, text) => {
    const swatch = el('i');
    swatch.style.background = `var(--${name})`;
    return el('span', {}, swatch, text);
  };
  fill($('map-legend'), box('none', 'none'), steps[0] ? steps.map((_, at) => box(`map-${at + 1}`, range(at))) : [], el('span', {}, what));
}

function chooseCountry(code) {
  if (!code) return;
  if (view.of === 'about') return toggle('about', code);
  const entity = INDEX.countryOf.get(code);
  if (entity !== undefined) toggleEntity(entity);
}

// Areas are called by their code; those without one by their name, with a star.
function codeOfArea(name) {
  return name.startsWith('*') ? '' : name.split('.')[0];
}

let worldMade = null;

function theWorld() {
  worldMade ??= block('map').then((data) => {
    const names = new Map();
    const features = data.areas.map(([code, name, ...rings], at) => {
      const key = code ? `${code}.${at}` : `*${name}`;
      names.set(key, name);
      const polygons = rings.map((ring) => [pointsOf(ring)]);
      return { type: 'Feature', properties: { name: key }, geometry: { type: 'MultiPolygon', coordinates: polygons } };
    });
    echarts.registerMap('world', { type: 'FeatureCollection', features });
    return { areas: [...names.keys()], names, dots: data.dots };
  });
  return worldMade;
}

function pointsOf(ring) {
  const points = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < ring.length; i += 2) {
    [x, y] = [x + ring[i], y + ring[i + 1]];
    points.push([x, y]);
  }
  return points;
}

function keepView() {
  const { zoom, center } = charts.get('map-chart').chart.getOption().geo[0];
  Object.assign(view, { zoom, center });
}

function setUpMap() {
  $('map-of').addEventListener('change', (event) => {
    view.of = event.target.value;
    drawMap();
  });
  const zoom = (by) => {
    view.zoom = Math.min(12, Math.max(1, view.zoom * by));
    if (view.zoom === 1) view.center = null;
    drawMap();
  };
  $('zoom-in').addEventListener('click', () => zoom(1.6));
  $('zoom-out').addEventListener('click', () => zoom(1 / 1.6));
  $('zoom-all').addEventListener('click', () => zoom(0));
}
