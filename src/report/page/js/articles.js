// The articles that match, as a list; each opens in the reader.

const PAGE = 25;
let listed_ = PAGE;
let order = [];

function ordered() {
  const { day, mentions } = DATA.articles;
  const by = {
    newest: (a, b) => (day[b] ?? -1e9) - (day[a] ?? -1e9) || a - b,
    oldest: (a, b) => (day[a] ?? 1e9) - (day[b] ?? 1e9) || a - b,
    mentions: (a, b) => mentions[b] - mentions[a] || a - b,
    given: (a, b) => a - b,
  }[$('sort').value];
  return [...matched].sort(by);
}

function titleOf(article) {
  return DATA.articles.title[article] || DATA.articles.id[article];
}

function metaOf(article) {
  const { day, published, source, words, about, story } = DATA.articles;
  const when = day[article] !== null ? shown(day[article]) : published[article];
  const copy = story[article] !== article ? `same story as ${titleOf(story[article])}` : '';
  return [DATA.sources[source[article]], when, words[article] && counted(words[article], 'word'), about[article] && `about ${countryName(about[article])}`, copy].filter(Boolean).join(' · ');
}

function drawArticles() {
  order = ordered();
  const more = order.length - listed_;
  $('articles-lede').textContent = order.length ? `${counted(order.length, 'article')}. Choose a headline to read it with its mentions.` : '';
  const wanted = terms(state.q);
  fill($('list'), order.length ? order.slice(0, listed_).map((article) => item(article, wanted)) : el('li', {}, empty('No article matches. Take a filter away, or clear all.')));
  $('list-more').hidden = more <= 0;
  $('list-more').textContent = `Show ${num(Math.min(PAGE * 2, more))} more of ${num(more)}`;
}

function item(article, wanted) {
  const pairs = DATA.pairs[article];
  const names = [];
  for (let i = 0; i < pairs.length; i += 2) if (showsType(typeOf(pairs[i]))) names.push([pairs[i], pairs[i + 1]]);
  names.sort((a, b) => b[1] - a[1]);
  const line = el('li', {},
    el('a', { class: 'title', href: addressOf({ ...state, article: DATA.articles.id[article] }) }, withMarks(titleOf(article), wanted)),
    el('p', { class: 'meta' }, metaOf(article)),
    el('p', { class: 'said' }, names.slice(0, 6).map(([entity]) => el('span', {}, sign(typeOf(entity)), nameOf(entity)))));
  if (wanted.length && haystacks.texts) snippet(article, wanted).then((found) => found && line.children[1].after(found));
  return line;
}

// The first words around a term of the search.
async function snippet(article, wanted) {
  const { passages } = await detailOf(article);
  for (const [, text] of passages) {
    const plain = folded(text);
    const at = Math.min(...wanted.map((term) => findIn(plain, term)).filter((n) => n >= 0));
    if (!Number.isFinite(at) || plain.length !== text.length) continue;
    const [from, to] = [Math.max(0, at - 90), Math.min(text.length, at + 130)];
    const part = text.slice(from ? text.indexOf(' ', from) + 1 || from : 0, to);
    return el('p', { class: 'snippet' }, from ? '… ' : '', withMarks(part, wanted), to < text.length ? ' …' : '');
  }
  return null;
}

function setUpArticles() {
  $('sort').addEventListener('change', drawArticles);
  $('list-more').addEventListener('click', () => {
    const first = listed_;
    listed_ += PAGE * 2;
    drawArticles();
    $('list').children[first]?.querySelector('a').focus();
  });
}
