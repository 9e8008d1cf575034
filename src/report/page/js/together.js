// Who appears with whom: names in one article, as a net and pair by pair.

const NODES = 36, FEW_NODES = 18, EDGES = 70, CELLS = 16;

function drawTogether() {
  const type = $('together-type').value || 'all';
  const narrow = $('together').clientWidth < 600;
  // a name that is chosen is in all of these articles
  const names = top(entityCounts, narrow ? FEW_NODES : NODES, (entity) => ofType(type)(entity) && !isChosen(entity));
  const beside = state.names.length ? ` besides ${state.names.length === 1 ? 'the one that is chosen' : 'those that are chosen'}` : '';
  const pairs = pairsOf(names);
  const what = byArticle();
  const enough = names.length > 1 && pairs.some(([, , n]) => n > 0);
  $('net-chart').hidden = !enough;
  $('net-legend').hidden = !enough;
  $('together-lede').textContent = enough
    ? `The ${names.length} most mentioned names${beside}. A line joins two that share ${what}, the thicker the more; the strongest lines are shown. Choose a name to see only its articles.`
    : 'No two names are mentioned in one of these articles.';
  if (!enough) {
    fill($('net-table'));
    fill($('matrix'));
    $('matrix-lede').textContent = '';
    return;
  }
  drawNet(names, strongest(names, pairs), what, narrow);
  fill($('net-legend'), [...new Set(names.map(typeOf))].sort().map((key) => el('span', {}, sign(key), TYPES.find((t) => t.key === key).one)));
  alternative($('net-table'), 'Show as a table', () => table(`Pairs of names by ${what} that mention both`, ['Name', 'With', [capital(what), 'number']],
    strongest(names, pairs).map(([a, b, n]) => [nameLink(names[a]), nameLink(names[b]), link(num(n), () => chooseBoth(names[a], names[b]), { 'aria-label': `${num(n)} ${unit(n, what)} with ${nameOf(names[a])} and ${nameOf(names[b])}` })]), { class: 'narrow' }));
  drawMatrix(names.slice(0, CELLS), pairs, what);
}

function nameLink(entity) {
  return el('span', {}, sign(typeOf(entity)), ' ', link(nameOf(entity), () => toggleEntity(entity)));
}

// For each two of the names `[a, b, how many articles or stories mention both]`, by their places.
function pairsOf(names) {
  const placeOf = new Map(names.map((entity, at) => [entity, at]));
  const size = names.length;
  const counts = counter(size * size, byArticle());
  for (const article of matchedByStory) {
    const here = [];
    const flat = DATA.pairs[article];
    for (let i = 0; i < flat.length; i += 2) if (placeOf.has(flat[i])) here.push(placeOf.get(flat[i]));
    here.sort((a, b) => a - b);
    for (let i = 0; i < here.length; i++) for (let j = i + 1; j < here.length; j++) counts.add(here[i] * size + here[j], article, 0);
  }
  const pairs = [];
  for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) if (counts.values[a * size + b]) pairs.push([a, b, counts.values[a * size + b]]);
  return pairs.sort((x, y) => y[2] - x[2] || x[0] - y[0] || x[1] - y[1]);
}

// The lines worth showing: the two strongest of each name, then the strongest of all.
function strongest(names, pairs) {
  const held = new Map(names.map((_, at) => [at, 0]));
  const own = pairs.filter(([a, b]) => {
    const isOne = held.get(a) < 2 || held.get(b) < 2;
    held.set(a, held.get(a) + 1);
    held.set(b, held.get(b) + 1);
    return isOne;
  });
  const kept = new Set([...own.slice(0, EDGES), ...pairs.slice(0, EDGES - Math.min(EDGES, own.length))]);
  return pairs.filter((pair) => kept.has(pair));
}

const SYMBOLS = { person: 'circle', country: 'rect', organization: 'triangle', agreement: 'diamond', place: 'path://M5 10L0 0H10Z' };

function drawNet(names, lines, what, small) {
  const most = entityCounts[names[0]];
  const strong = Math.max(1, ...lines.map((line) => line[2]));
  const box = $('net-chart').getBoundingClientRect();
  const said = (point) => point.dataType === 'edge'
    ? bubble(`${nameOf(names[lines[point.dataIndex][0]])} and ${nameOf(names[lines[point.dataIndex][1]])}`, `${num(lines[point.dataIndex][2])} ${unit(lines[point.dataIndex][2], what)} mention both`)
    : bubble(nameOf(names[point.dataIndex]), `${TYPES.find((t) => t.key === typeOf(names[point.dataIndex])).one}, ${num(entityCounts[names[point.dataIndex]])} ${unit(entityCounts[names[point.dataIndex]])}`);
  const spots = layOut(names.length, lines, box.width, box.height);
  chart('net-chart', `Net of ${names.length} names and ${lines.length} lines between them`, {
    tooltip: { trigger: 'item', formatter: said },
    series: [{
      type: 'graph', layout: 'none', left: 70, right: 70, top: 24, bottom: 36, roam: false, cursor: 'pointer',
      data: names.map((entity, at) => ({
        name: String(at), x: spots[at][0], y: spots[at][1], symbol: SYMBOLS[typeOf(entity)], symbolSize: (small ? 7 : 9) + (small ? 14 : 25) * Math.sqrt(entityCounts[entity] / most),
        itemStyle: { color: colour(typeOf(entity)), borderColor: colour('paper'), borderWidth: 1.5 },
        label: { show: true, position: 'bottom', distance: 3, formatter: () => cut(nameOf(entity), small ? 18 : 28), color: colour('ink'), fontSize: small ? 11 : 12, fontWeight: isChosen(entity) ? 700 : 400, textBorderColor: colour('paper'), textBorderWidth: 3 },
      })),
      links: lines.map(([a, b, n]) => ({ source: String(a), target: String(b), lineStyle: { width: 0.8 + 5 * (n / strong), color: colour('edge'), opacity: 0.25 + 0.45 * (n / strong) } })),
      emphasis: { focus: 'adjacency', lineStyle: { opacity: 0.9 } }, labelLayout: { hideOverlap: true },
    }],
  }, (event) => {
    if (event.dataType === 'edge') chooseBoth(names[lines[event.dataIndex][0]], names[lines[event.dataIndex][1]]);
    else toggleEntity(names[event.dataIndex]);
  });
}

// Places of the nodes, by forces (Fruchterman and Reingold): all push each other away, lines pull. The
// same names lie at the same places each time: they begin on a spiral, not at random.
function layOut(size, lines, width, height) {
  const [w, h] = [Math.max(200, width), Math.max(200, height)];
  const ideal = 0.85 * Math.sqrt((w * h) / Math.max(1, size));
  const spots = Array.from({ length: size }, (_, i) => {
    const [turn, far] = [i * 2.39996, Math.sqrt((i + 0.5) / size)];
    return [w / 2 + (w / 2.2) * far * Math.cos(turn), h / 2 + (h / 2.2) * far * Math.sin(turn)];
  });
  const strong = lines.length ? Math.max(...lines.map((l) => l[2])) : 1;
  const rounds = 300;
  for (let round = 0; round < rounds; round++) {
    const move = spots.map(([x, y]) => [((w / 2 - x) / w) * ideal * 1.6, ((h / 2 - y) / h) * ideal * 1.6]);
    const push = (a, b, by) => {
      let [dx, dy] = [spots[a][0] - spots[b][0], (spots[a][1] - spots[b][1]) * 1.4];
      const far = Math.max(0.01, Math.hypot(dx, dy));
      [dx, dy] = [(dx / far) * by(far), (dy / far) * by(far)];
      move[a][0] += dx; move[a][1] += dy;
      move[b][0] -= dx; move[b][1] -= dy;
    };
    for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) push(a, b, (far) => (ideal * ideal) / far);
    for (const [a, b, n] of lines) push(a, b, (far) => -((far * far) / ideal) * (0.06 + 0.5 * (n / strong)));
    const heat = (w / 12) * (1 - round / rounds);
    move.forEach(([dx, dy], i) => {
      const far = Math.max(0.01, Math.hypot(dx, dy));
      const step = Math.min(far, heat);
      spots[i][0] += (dx / far) * step;
      spots[i][1] += (dy / far) * step;
    });
  }
  return stretched(spots, w, h);
}

// The same places, stretched so that they fill the room.
function stretched(spots, w, h) {
  const to = (of, room) => {
    const all = spots.map((spot) => spot[of]);
    const [low, high] = [Math.min(...all), Math.max(...all)];
    return (value) => ((value - low) / Math.max(1, high - low)) * room;
  };
  const [x, y] = [to(0, w), to(1, h)];
  return spots.map((spot) => [x(spot[0]), y(spot[1])]);
}

function cut(text, most) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}

function chooseBoth(a, b) {
  choose({ names: [...new Set([...state.names, INDEX.entityKey[a], INDEX.entityKey[b]])] });
}

function drawMatrix(names, pairs, what) {
  const size = names.length;
  const shared = new Map(pairs.map(([a, b, n]) => [a * 1000 + b, n]));
  const most = Math.max(1, ...pairs.filter(([a, b]) => a < size && b < size).map((p) => p[2]));
  $('matrix-lede').textContent = `In how many ${what} the ${size} most mentioned names appear together.`;
  const cell = (a, b) => {
    if (a === b) return el('td', { class: 'own' });
    const n = shared.get(Math.min(a, b) * 1000 + Math.max(a, b)) ?? 0;
    return el('td', {}, shade(n, n / most, `${nameOf(names[a])} and ${nameOf(names[b])}: ${num(n)} ${unit(n, what)}`, () => chooseBoth(names[a], names[b])));
  };
  fill($('matrix'), scrolling('Names pair by pair', el('table', { class: 'heat matrix' },
    el('caption', { class: 'unseen' }, $('matrix-lede').textContent),
    el('thead', {}, el('tr', {}, el('td', {}), names.map((entity) => el('th', { scope: 'col', title: nameOf(entity) }, el('div', {}, nameOf(entity)))))),
    el('tbody', {}, names.map((entity, a) => el('tr', {}, el('th', { scope: 'row', title: nameOf(entity) }, sign(typeOf(entity)), ' ', link(nameOf(entity), () => toggleEntity(entity))), names.map((_, b) => cell(a, b))))))));
}

// A cell whose shade says how much, from 0 to 1.
function shade(text, share, label, act) {
  if (!share) return el('span', { title: label }, el('span', { 'aria-hidden': 'true' }, '·'), el('span', { class: 'unseen' }, 'none'));
  const much = Math.min(0.92, 0.08 + 0.84 * share);
  return el('button', { type: 'button', class: much > 0.55 ? 'deep' : null, 'aria-label': label, title: label, vars: { much: much.toFixed(2) }, on: { click: act } }, typeof text === 'number' ? num(text) : text);
}
