// The most mentioned: a list with bars for each type, and for topics.

const RANKED = { few: 10, many: 50 };
const expanded = new Set();

function drawRanks() {
  const lists = TYPES.filter(({ key }) => showsType(key)).map(({ key, many }) => ({
    key, many, values: entityCounts, keys: top(entityCounts, RANKED.many, ofType(key)),
    name: nameOf, act: toggleEntity, isOn: isChosen, isNew,
  }));
  lists.push({
    key: 'topic', many: 'Topics', values: topicCounts, keys: top(topicCounts, RANKED.many),
    name: (t) => DATA.topics[t][1], act: (t) => toggle('topics', DATA.topics[t][0]),
    isOn: (t) => state.topics.includes(DATA.topics[t][0]), isNew: () => false,
  });
  const topics = state.by === 'mentions' ? ' Topics are counted by article.' : '';
  const how = { articles: 'By the number of articles that mention them.', stories: 'By the number of stories that mention them: copies of a report count once.', mentions: 'By the number of mentions.' }[state.by];
  $('most-lede').textContent = `${how}${topics} Choose one to see only its articles.`;
  fill($('ranks'), lists.map(rank));
}

function rank(list) {
  const shownKeys = list.keys.slice(0, expanded.has(list.key) ? RANKED.many : RANKED.few);
  const most = shownKeys.length ? list.values[shownKeys[0]] : 1;
  const what = list.key === 'topic' ? unit(2, byArticle()) : unit(2);
  const row = (key) => el('li', {}, el('button', {
    type: 'button', class: 'row', 'aria-pressed': String(list.isOn(key)), title: list.name(key), on: { click: () => list.act(key) },
  },
  el('span', { class: 'label' }, list.name(key), list.isNew(key) && el('span', { class: 'new' }, 'not in a gazetteer')),
  el('span', { class: 'value' }, num(list.values[key]), el('span', { class: 'unseen' }, ` ${what}`)),
  el('span', { class: 'line', vars: { share: `${(100 * list.values[key]) / most}%` } }, el('i'))));
  const isLong = expanded.has(list.key);
  const text = isLong ? 'Show fewer' : `Show ${Math.min(list.keys.length, RANKED.many)}`;
  const more = list.keys.length > RANKED.few && link(text, () => {
    if (!expanded.delete(list.key)) expanded.add(list.key);
    drawRanks();
    document.querySelector(`.rank.${list.key} > .link`)?.focus();
  }, { 'aria-label': `${text}: ${list.many}` });
  return el('section', { class: `rank ${list.key}`, 'aria-label': list.many },
    el('h3', {}, sign(list.key), list.many, el('small', {}, what)),
    shownKeys.length ? el('ol', {}, shownKeys.map(row)) : empty('None in these articles.'), more);
}
