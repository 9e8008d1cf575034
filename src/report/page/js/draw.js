// Elements, numbers and words. All that comes from articles goes in as text, never as HTML.

const SVG = 'http://www.w3.org/2000/svg';
const $ = (id) => document.getElementById(id);

// An element with attributes and children; a string is text. `on` holds listeners, `vars` CSS variables.
function el(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

function dress(element, { on = {}, vars = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  for (const [name, value] of Object.entries(vars)) element.style.setProperty(`--${name}`, value);
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function fill(element, ...children) {
  element.replaceChildren(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
}

const whole = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 });

function num(n) {
  return whole.format(n);
}

// `1 article`, `2,000 articles`.
function counted(n, what, many = plural(what)) {
  return `${num(n)} ${n === 1 ? what : many}`;
}

function plural(word) {
  return word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
}

// `a, b and c`.
function listed(words) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

// Days are counted from 1 January 1970.
function dateOf(day) {
  return new Date(day * 86_400_000);
}

function iso(day) {
  return dateOf(day).toISOString().slice(0, 10);
}

function dayOf(text) {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(text);
  return match ? Math.floor(Date.UTC(+match[1], match[2] - 1, +match[3]) / 86_400_000) : null;
}

function shown(day, parts = { day: 'numeric', month: 'long', year: 'numeric' }) {
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' }).format(dateOf(day));
}

// `5 January to 26 March 2026`.
function spanOf(from, to) {
  if (from === to) return shown(from);
  const [a, b] = [dateOf(from), dateOf(to)];
  const sameYear = a.getUTCFullYear() === b.getUTCFullYear();
  const sameMonth = sameYear && a.getUTCMonth() === b.getUTCMonth();
  const first = sameMonth ? { day: 'numeric' } : sameYear ? { day: 'numeric', month: 'long' } : undefined;
  return `${shown(from, first)} to ${shown(to)}`;
}

// The shape of a type, so that it is not told by its colour alone.
const SHAPES = {
  person: 'M5 0a5 5 0 1 0 .01 0z', country: 'M0 0h10v10h-10z', organization: 'M5 0l5 10h-10z',
  agreement: 'M5 0l5 5l-5 5l-5 -5z', place: 'M5 10l-5 -10h10z', topic: 'M0 3h10v4h-10z',
};

function sign(type) {
  return svg('svg', { class: `sign ${type}`, viewBox: '0 0 10 10', 'aria-hidden': 'true' }, svg('path', { d: SHAPES[type] }));
}

function typeOf(entity) {
  return TYPES[DATA.entities[entity][E_TYPE]].key;
}

function nameOf(entity) {
  return DATA.entities[entity][E_NAME];
}

function isNew(entity) {
  return !DATA.entities[entity][E_KNOWN];
}

// A colour of the page, as charts need it.
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// A table with a caption. A head is a text or `[text, class]`; a row's first cell heads it.
function table(caption, heads, rows, attributes = {}) {
  const parts = (cell) => (Array.isArray(cell) ? cell : [cell, '']);
  const head = (cell) => el('th', { scope: 'col', class: parts(cell)[1] || null }, parts(cell)[0]);
  const body = (row) => el('tr', {}, row.map((cell, at) => {
    const classes = parts(heads[at] ?? '')[1] || null;
    return at ? el('td', { class: classes }, cell) : el('th', { scope: 'row', class: classes }, cell);
  }));
  return scrolling(caption, el('table', attributes,
    el('caption', { class: attributes.hush ? 'unseen' : null }, caption),
    el('thead', {}, el('tr', {}, heads.map(head))), el('tbody', {}, rows.map(body))));
}

// What may be wider than the page scrolls, by keyboard too.
function scrolling(label, element) {
  return el('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': label }, element);
}

// The table that says what a chart shows; made when it is opened.
function alternative(into, label, make) {
  const wasOpen = into.querySelector('details')?.open;
  const details = el('details', { class: 'alternative' }, el('summary', {}, label));
  const open = () => {
    if (details.open && details.children.length === 1) details.append(make());
  };
  details.addEventListener('toggle', open);
  fill(into, details);
  if (wasOpen) {
    details.open = true;
    open();
  }
}

function link(text, act, attributes = {}) {
  return el('button', { type: 'button', class: 'link', on: { click: act }, ...attributes }, text);
}

function empty(text) {
  return el('p', { class: 'empty' }, text);
}

function options(select, pairs, value) {
  fill(select, pairs.map(([key, text]) => el('option', { value: key, selected: key === value }, text)));
  select.value = value;
}
