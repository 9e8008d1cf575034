// The bar of filters: fields, the chips of what is chosen, the count of what matches.

function setUpFilters() {
  const by = (name, act) => $(name).addEventListener('change', act);
  let typing = 0;
  $('q').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => choose({ q: $('q').value }, true), 200);
  });
  $('more').addEventListener('click', () => setPanel($('panel').hidden));
  by('by', (event) => choose({ by: event.target.value }));
  fill($('types'), el('legend', {}, 'Types of names'), TYPES.map(({ key, many }) =>
    el('label', {}, el('input', { type: 'checkbox', value: key, on: { change: () => toggle('types', key) } }), sign(key), many)));
  by('entity', pickEntity);
  $('entity').addEventListener('input', suggestEntities);
  for (const [id, field] of [['topic', 'topics'], ['source', 'sources'], ['about', 'about']]) {
    by(id, () => $(id).value && toggle(field, $(id).value));
  }
  by('from', () => choose({ from: $('from').value }));
  by('to', () => choose({ to: $('to').value }));
  $('clear').addEventListener('click', () => {
    $('q').value = '';
    choose({ ...nothing(), by: state.by });
    $('q').focus();
  });
  if (INDEX.days.length) {
    const [first, last] = ends(INDEX.days);
    for (const id of ['from', 'to']) {
      $(id).min = iso(first);
      $(id).max = iso(last);
    }
  }
}

function ends(days) {
  let [first, last] = [Infinity, -Infinity];
  for (const day of days) [first, last] = [Math.min(first, day), Math.max(last, day)];
  return [first, last];
}

function setPanel(isOpen) {
  $('panel').hidden = !isOpen;
  $('more').setAttribute('aria-expanded', String(isOpen));
}

// Names that hold what is typed, the most mentioned first.
function suggestEntities() {
  const typed = folded($('entity').value.trim());
  const holds = (entity) => showsType(typeOf(entity)) && !isChosen(entity) && (!typed || findIn(folded(nameOf(entity)), typed) >= 0);
  const option = (entity) => el('option', { value: nameOf(entity) }, `${TYPES[DATA.entities[entity][E_TYPE]].one}, ${num(entityCounts[entity])}`);
  fill($('entity-names'), top(entityCounts, 40, holds).map(option));
}

function pickEntity() {
  const typed = folded($('entity').value.trim());
  if (!typed) return;
  const named = top(entityCounts, 1, (entity) => folded(nameOf(entity)) === typed);
  const begun = named.length ? named : top(entityCounts, 1, (entity) => findIn(folded(nameOf(entity)), typed) >= 0);
  if (!begun.length) return;
  $('entity').value = '';
  if (!isChosen(begun[0])) toggleEntity(begun[0]);
}

// Puts what is chosen into the fields and chips.
function drawFilters() {
  if (document.activeElement !== $('q')) $('q').value = state.q;
  for (const input of $('by').querySelectorAll('input')) input.checked = input.value === state.by;
  for (const input of $('types').querySelectorAll('input')) input.checked = state.types.includes(input.value);
  $('from').value = state.from;
  $('to').value = state.to;
  drawChoices();
  drawChips();
  suggestEntities();
}

function drawChoices() {
  const other = byArticle();
  const pick = (id, first, size, name, keyOf, each) => {
    const counts = counter(size, other);
    matchedByStory.forEach((article) => each(counts, article));
    const rows = top(counts.values, 400).map((at) => [keyOf(at), `${name(at)} (${num(counts.values[at])})`]);
    options($(id), [['', first], ...rows], '');
  };
  pick('topic', 'any topic', DATA.topics.length, (t) => DATA.topics[t][1], (t) => DATA.topics[t][0], (counts, article) => {
    const scores = DATA.scores[article];
    for (let i = 0; i < scores.length; i += 2) counts.add(scores[i], article, 0);
  });
  pick('source', 'any source', DATA.sources.length, (s) => DATA.sources[s], (s) => DATA.sources[s],
    (counts, article) => DATA.articles.source[article] >= 0 && counts.add(DATA.articles.source[article], article, 0));
  const codes = [...new Set(DATA.articles.about.filter(Boolean))].sort();
  const codeOf = new Map(codes.map((code, at) => [code, at]));
  pick('about', 'any country', codes.length, (c) => countryName(codes[c]), (c) => codes[c],
    (counts, article) => DATA.articles.about[article] && counts.add(codeOf.get(DATA.articles.about[article]), article, 0));
}

function drawChips() {
  const chip = (what, text, away) => el('li', {}, el('button', {
    type: 'button', class: 'chip', 'aria-label': `Take away ${what} ${text}`, on: { click: away },
  }, el('span', { class: 'what' }, `${what} `), el('b', {}, text), ' ×'));
  const listOf = (field, what, text) => state[field].map((value) => chip(what, text(value), () => toggle(field, value)));
  const nameOfKey = (key) => (INDEX.entityOf.has(key) ? nameOf(INDEX.entityOf.get(key)) : key);
  const topicName = (id) => DATA.topics[INDEX.topicOf.get(id)]?.[1] ?? id;
  const chips = [
    state.q.trim() && chip('search', state.q.trim(), () => { $('q').value = ''; choose({ q: '' }); }),
    listOf('types', 'type', (key) => TYPES.find((type) => type.key === key)?.many ?? key),
    listOf('names', 'mentions', nameOfKey),
    listOf('topics', 'topic', topicName),
    listOf('sources', 'source', (source) => source),
    listOf('about', 'about', countryName),
    state.from && chip('from', shown(dayOf(state.from)), () => choose({ from: '' })),
    state.to && chip('to', shown(dayOf(state.to)), () => choose({ to: '' })),
  ].flat().filter(Boolean);
  fill($('chips'), chips);
  $('clear').hidden = !chips.length;
  $('how-many').textContent = chips.length ? ` (${chips.length})` : '';
}

function drawStatus(searching) {
  const [all, n] = [articleCount(), matched.length];
  const stories = state.by === 'stories' ? `, ${counted(total('stories'), 'story')}` : '';
  const match = n === all ? `All ${counted(all, 'article')}${stories}` : `${num(n)} of ${counted(all, 'article')}${n === 1 ? ' matches' : ' match'}${stories}`;
  $('status').textContent = searching === null ? match : `${match}; searching texts … ${percent.format(searching)}`;
}
