// Sources compared: how many articles each has, and what share of them mentions what is mentioned most.

const SOURCES = 15, MEASURES = 8;

function drawSources() {
  const { source } = DATA.articles;
  const what = byArticle();
  const counts = counter(DATA.sources.length, what);
  const words = new Float64Array(DATA.sources.length), mentions = new Float64Array(DATA.sources.length), pieces = new Float64Array(DATA.sources.length);
  let without = 0;
  for (const article of matchedByStory) {
    const at = source[article];
    if (at < 0) {
      without++;
      continue;
    }
    counts.add(at, article, 0);
    pieces[at] += 1;
    words[at] += DATA.articles.words[article];
    mentions[at] += mentionsOf(article);
  }
  const all = top(counts.values, Infinity);
  const sources = all.slice(0, SOURCES);
  const missing = without ? ` ${counted(without, 'article')} ${without === 1 ? 'says' : 'say'} no source.` : '';
  if (!sources.length) {
    $('sources-lede').textContent = without ? 'None of these articles says its source.' : 'No article matches.';
    return fill($('source-table'));
  }
  const of = $('sources-of').value || 'topic';
  const columns = of === 'topic'
    ? top(topicCounts, MEASURES).map((t) => ({ name: DATA.topics[t][1], has: (a) => at2(DATA.scores[a], t) >= 0, pick: { topics: DATA.topics[t][0] } }))
    : top(entityCounts, MEASURES, ofType(of)).map((e) => ({ name: nameOf(e), has: (a) => at2(DATA.pairs[a], e) >= 0, pick: { names: INDEX.entityKey[e] } }));
  const more = all.length > SOURCES ? ` The ${SOURCES} largest of ${num(all.length)} are shown.` : '';
  $('sources-lede').textContent = `${counted(all.length, 'source')}.${more}${missing} A cell is the share of a source's ${what} with the ${of === 'topic' ? 'topic' : 'name'}; the stronger the colour, the larger.`;
  const shares = columns.map(({ has }) => {
    const held = counter(DATA.sources.length, what);
    for (const article of matchedByStory) if (source[article] >= 0 && has(article)) held.add(source[article], article, 0);
    return held.values;
  });
  const most = Math.max(0.01, ...sources.flatMap((s) => shares.map((held) => held[s] / counts.values[s])));
  const row = (s) => el('tr', {},
    el('th', { scope: 'row', title: DATA.sources[s] }, link(DATA.sources[s], () => toggle('sources', DATA.sources[s]), { 'aria-pressed': String(state.sources.includes(DATA.sources[s])) })),
    [num(counts.values[s]), words[s] ? num(Math.round(words[s] / pieces[s])) : '–', (mentions[s] / pieces[s]).toFixed(1)].map((text) => el('td', {}, el('span', {}, text))),
    columns.map(({ name, pick }, at) => {
      const share = shares[at][s] / counts.values[s];
      const [field, key] = Object.entries(pick)[0];
      return el('td', {}, shade(percent.format(share), share / most, `${DATA.sources[s]}, ${name}: ${percent.format(share)} of its ${what}`,
        () => choose({ sources: [...new Set([...state.sources, DATA.sources[s]])], [field]: [...new Set([...state[field], key])] })));
    }));
  fill($('source-table'), scrolling('Sources compared', el('table', { class: 'heat' }, el('caption', { class: 'unseen' }, $('sources-lede').textContent),
    el('thead', {}, el('tr', {}, ['Source', capital(what), 'Words an article', 'Mentions an article', ...columns.map((c) => c.name)].map((text) => el('th', { scope: 'col', title: text }, text)))),
    el('tbody', {}, sources.map(row)))));
}
