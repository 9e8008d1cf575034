// Over time: a column for each day, week, month or year, as the span asks for; and name by name.

const DAY = 1, WEEK = 7, MONTH = 30, YEAR = 365;

// The columns that cover the days of the articles that match: the first day of each, and its length.
function columnsOf(days) {
  const [first, last] = ends(days);
  const span = last - first + 1;
  const step = span <= 45 ? DAY : span <= 400 ? WEEK : span <= 5500 ? MONTH : YEAR;
  const starts = [];
  for (let day = startOf(first, step); day <= last; day = nextOf(day, step)) starts.push(day);
  const at = new Map();
  const columnOf = (day) => {
    const start = startOf(day, step);
    if (!at.size) starts.forEach((s, i) => at.set(s, i));
    return at.get(start);
  };
  return { step, starts, columnOf, first, last };
}

function startOf(day, step) {
  if (step === DAY) return day;
  // 1 January 1970 was a Thursday; weeks begin on Monday
  if (step === WEEK) return day - ((((day + 3) % 7) + 7) % 7);
  const date = dateOf(day);
  return Math.floor(Date.UTC(date.getUTCFullYear(), step === MONTH ? date.getUTCMonth() : 0, 1) / 86_400_000);
}

function nextOf(day, step) {
  if (step <= WEEK) return day + step;
  const date = dateOf(day);
  const [year, month] = step === MONTH ? [date.getUTCFullYear(), date.getUTCMonth() + 1] : [date.getUTCFullYear() + 1, 0];
  return Math.floor(Date.UTC(year, month, 1) / 86_400_000);
}

function columnName(day, step) {
  if (step === DAY) return shown(day, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' });
  if (step === WEEK) return `Week of ${shown(day)}`;
  return shown(day, step === MONTH ? { month: 'long', year: 'numeric' } : { year: 'numeric' });
}

function shortName(day, step) {
  if (step <= WEEK) return shown(day, { day: 'numeric', month: 'short' });
  return shown(day, step === MONTH ? { month: 'short', year: '2-digit' } : { year: 'numeric' });
}

const STEPS = { [DAY]: 'day', [WEEK]: 'week', [MONTH]: 'month', [YEAR]: 'year' };

function chooseColumn(columns, at) {
  const from = columns.starts[at];
  const to = nextOf(from, columns.step) - 1;
  const same = state.from === iso(from) && state.to === iso(to);
  choose(same ? { from: '', to: '' } : { from: iso(from), to: iso(to) });
}

function drawTime() {
  const dated = matchedByStory.filter((article) => DATA.articles.day[article] !== null);
  const undated = matched.length - dated.length;
  const none = !dated.length;
  $('time-chart').hidden = none;
  const missing = undated ? ` ${counted(undated, 'article')} without a full date ${undated === 1 ? 'is' : 'are'} not shown.` : '';
  if (none) {
    fill($('time-table'));
    fill($('lines'));
    $('lines-lede').textContent = '';
    $('when-lede').textContent = matched.length ? 'None of these articles has a full date.' : 'No article matches.';
    return;
  }
  const columns = columnsOf(dated.map((article) => DATA.articles.day[article]));
  const counts = counter(columns.starts.length);
  for (const article of dated) counts.add(columns.columnOf(DATA.articles.day[article]), article, mentionsOf(article));
  $('when-lede').textContent = `${capital(unit(2))} by ${STEPS[columns.step]}, ${spanOf(columns.first, columns.last)}.${missing} Choose a column to see only its articles.`;
  drawColumns(columns, counts.values);
  alternative($('time-table'), 'Show as a table', () => table(`${capital(unit(2))} by ${STEPS[columns.step]}`,
    [capital(STEPS[columns.step]), [capital(unit(2)), 'number']],
    columns.starts.map((start, at) => [link(columnName(start, columns.step), () => chooseColumn(columns, at)), num(counts.values[at])]),
    { class: 'narrow' }));
  drawLines(columns, dated);
}

function capital(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function drawColumns(columns, values) {
  const label = { color: colour('soft'), fontFamily: 'inherit', fontSize: 12 };
  const said = (at) => bubble(columnName(columns.starts[at], columns.step), `${num(values[at])} ${unit(values[at])}`);
  chart('time-chart', `Columns: ${unit(2)} by ${STEPS[columns.step]}; the most is ${num(Math.max(...values))}`, {
    grid: { left: 4, right: 8, top: 12, bottom: 4, containLabel: true },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: colour('none'), opacity: 0.6 } }, formatter: ([point]) => said(point.dataIndex) },
    xAxis: { type: 'category', data: columns.starts.map((start) => shortName(start, columns.step)), axisTick: { show: false }, axisLine: { lineStyle: { color: colour('strong') } }, axisLabel: { ...label, hideOverlap: true } },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 3, axisLabel: { ...label, formatter: num }, splitLine: { lineStyle: { color: colour('rule') } } },
    series: [{ type: 'bar', data: [...values], barCategoryGap: '18%', barMaxWidth: 56, itemStyle: { color: colour('topic') }, cursor: 'pointer' }],
  }, (event) => chooseColumn(columns, event.dataIndex));
}

// A row of small columns for each of the most mentioned names, all of one scale.
const LINES = 10;

function drawLines(columns, dated) {
  const type = $('lines-type').value || 'all';
  const names = top(entityCounts, LINES, ofType(type));
  const rowOf = new Map(names.map((entity, at) => [entity, at]));
  const width = columns.starts.length;
  const counts = counter(width * names.length);
  for (const article of dated) {
    const pairs = DATA.pairs[article];
    const column = columns.columnOf(DATA.articles.day[article]);
    for (let i = 0; i < pairs.length; i += 2) {
      const row = rowOf.get(pairs[i]);
      if (row !== undefined) counts.add(row * width + column, article, pairs[i + 1]);
    }
  }
  const values = names.map((_, row) => counts.values.slice(row * width, (row + 1) * width));
  $('lines-lede').textContent = names.length ? `The most mentioned, by ${STEPS[columns.step]}, each on a scale of its own: the highest column is its peak.` : '';
  if (!names.length) return fill($('lines'), empty('No names of this type in these articles.'));
  const rows = names.map((entity, row) => [
    el('button', { type: 'button', class: 'name', title: nameOf(entity), 'aria-pressed': String(isChosen(entity)), on: { click: () => toggleEntity(entity) } }, sign(typeOf(entity)), ' ', nameOf(entity)),
    el('span', { class: 'sum' }, `peak ${num(Math.max(...values[row]))}`),
    spark(entity, values[row], Math.max(1, ...values[row]), columns)]);
  const place = el('div');
  fill($('lines'), el('div', { class: 'lines' }, rows, el('div', { class: 'axis', 'aria-hidden': 'true' },
    el('span', {}, shortName(columns.starts[0], columns.step)), el('span', {}, shortName(columns.starts.at(-1), columns.step)))), place);
  alternative(place, 'Show as a table', () => table(`${capital(unit(2))} by ${STEPS[columns.step]} and name`,
    [capital(STEPS[columns.step]), ...names.map((entity) => [nameOf(entity), 'number'])],
    columns.starts.map((start, at) => [columnName(start, columns.step), ...values.map((row) => num(row[at]))])));
}

function spark(entity, values, most, columns) {
  const hits = [...values].map((value, at) => {
    const pick = () => {
      const from = columns.starts[at];
      choose({ names: [...new Set([...state.names, INDEX.entityKey[entity]])], from: iso(from), to: iso(nextOf(from, columns.step) - 1) });
    };
    const title = `${nameOf(entity)}, ${columnName(columns.starts[at], columns.step)}: ${num(value)} ${unit(value)}`;
    const height = value ? Math.max(1.2, (30 * value) / most) : 0;
    return [svg('rect', { x: at + 0.1, width: 0.8, y: 32 - height, height }),
      svg('rect', { class: 'hit', x: at, width: 1, y: 0, height: 32, on: { click: pick } }, svg('title', {}, title))];
  });
  return svg('svg', { class: `spark ${typeOf(entity)}`, viewBox: `0 0 ${values.length} 32`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, hits);
}
