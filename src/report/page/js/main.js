// Draws the page: the head and the first section at once, the others when they come into view.

const SECTIONS = {
  most: drawRanks, when: drawTime, where: drawMap, together: drawTogether, sources: drawSources,
  articles: drawArticles, names: drawNames, rejected: drawRejected, run: drawRun,
};
// These are of the whole batch, whatever is chosen.
const ONCE = new Set(['names', 'rejected', 'run']);
// These have colours and widths of their own.
const CHARTED = ['when', 'where', 'together'];
const inView = new Set();
const stale = new Set(Object.keys(SECTIONS));

async function drawSection(name) {
  if (!stale.delete(name)) return;
  await SECTIONS[name]();
}

// Draws what the address says.
function onAddress() {
  const before = JSON.stringify({ ...state, article: '' });
  readAddress();
  if (JSON.stringify({ ...state, article: '' }) !== before) refresh();
  drawReader();
}

async function refresh() {
  listed_ = PAGE;
  const wanted = terms(state.q).length > 0;
  const searching = wanted && !haystacks.texts;
  draw(searching ? 0 : null);
  if (!searching) return;
  await loadTexts((share) => drawStatus(share));
  draw(null);
}

function draw(searching) {
  match(search(state.q));
  countAll();
  drawFilters();
  drawStatus(searching);
  for (const name of Object.keys(SECTIONS)) if (!ONCE.has(name)) stale.add(name);
  order = [];
  for (const name of inView) drawSection(name);
  if (!order.length) order = ordered();
}

function setUpSections() {
  const types = [['all', 'all types'], ...TYPES.map(({ key, many }) => [key, many.toLowerCase()])];
  options($('lines-type'), types, 'all');
  options($('together-type'), types, 'all');
  options($('sources-of'), [['topic', 'topics'], ...types.slice(1)], 'topic');
  options($('names-type'), TYPES.filter(({ key }) => FILES[key]).map(({ key, many }) => [key, many.toLowerCase()]), 'person');
  const redraw = { 'lines-type': 'when', 'together-type': 'together', 'sources-of': 'sources', 'names-type': 'names' };
  for (const [id, name] of Object.entries(redraw)) $(id).addEventListener('change', () => SECTIONS[name]());
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      inView[isIntersecting ? 'add' : 'delete'](target.id);
      if (isIntersecting) drawSection(target.id);
    }
  }, { rootMargin: '600px' });
  for (const name of Object.keys(SECTIONS)) watch.observe($(name));
}

// Links within the page leave the address to the filters.
function setUpJumps() {
  document.addEventListener('click', (event) => {
    const jump = event.target.closest?.('[data-jump]');
    if (!jump) return;
    event.preventDefault();
    const target = $(jump.dataset.jump);
    const heading = target.querySelector('h2') ?? target;
    heading.setAttribute('tabindex', '-1');
    target.scrollIntoView();
    heading.focus({ preventScroll: true });
  });
}

function setUpTheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const kept = () => {
    try {
      return localStorage.getItem('wiretag-theme');
    } catch {
      return null;
    }
  };
  const show = (theme) => {
    document.documentElement.dataset.theme = theme;
    $('theme').textContent = theme === 'dark' ? 'Light' : 'Dark';
    $('theme').setAttribute('aria-label', `Show in ${theme === 'dark' ? 'light' : 'dark'} colours`);
  };
  const now = () => kept() ?? (dark.matches ? 'dark' : 'light');
  show(now());
  const again = () => {
    if (!DATA) return;
    for (const name of CHARTED) {
      stale.add(name);
      if (inView.has(name)) drawSection(name);
    }
  };
  dark.addEventListener('change', () => {
    show(now());
    again();
  });
  $('theme').addEventListener('click', () => {
    const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem('wiretag-theme', theme);
    } catch {
      // a browser that keeps nothing for files shows it until the page is left
    }
    show(theme);
    again();
  });
  addEventListener('beforeprint', () => {
    show('light');
    document.documentElement.dataset.paper = 'yes';
    CHARTED.forEach((name) => stale.add(name));
    Object.keys(SECTIONS).forEach(drawSection);
  });
  addEventListener('afterprint', () => {
    show(now());
    delete document.documentElement.dataset.paper;
    again();
  });
}

async function begin() {
  setUpTheme();
  if (!('DecompressionStream' in window)) {
    return trouble('This browser is too old for this report: it cannot unpack what is in it. One of 2023 or later can.');
  }
  try {
    DATA = await block('main');
  } catch (why) {
    return trouble(`This report is damaged or cut off, and cannot be shown (${why}). Make it again, or ask for the whole file.`);
  }
  makeIndex();
  drawHead();
  readAddress();
  setUpFilters();
  setUpMap();
  setUpArticles();
  setUpReader();
  setUpJumps();
  inView.add('most');
  refresh();
  setUpSections();
  addEventListener('hashchange', onAddress);
  addEventListener('resize', () => {
    clearTimeout(begin.later);
    begin.later = setTimeout(resizeCharts, 120);
  });
  drawReader();
  document.documentElement.dataset.ready = 'yes';
  performance.mark('wiretag-ready');
  // on paper all must be there at once
  found('data-extra').then(() => setTimeout(() => [theWorld(), block('extra')], 500));
}

function trouble(text) {
  $('trouble').textContent = text;
  $('trouble').hidden = false;
}

begin();
