// Which articles match, and counting them: by article, by story (copies once) or by mention.

let matched = [];
let matchedByStory = [];

// The articles that match, in their own order. `searched` is a set of articles, or null without a search.
function match(searched) {
  const { source, about, day } = DATA.articles;
  const index = (values, map) => values.map((value) => map.get(value) ?? -1);
  const names = index(state.names, INDEX.entityOf);
  const topics = index(state.topics, INDEX.topicOf);
  const sources = new Set(index(state.sources, INDEX.sourceOf));
  const countries = new Set(state.about);
  const types = new Set(state.types);
  const [from, to] = [dayOf(state.from), dayOf(state.to)];
  const holds = (article) =>
    (!sources.size || sources.has(source[article])) &&
    (!countries.size || countries.has(about[article])) &&
    (from === null || (day[article] !== null && day[article] >= from)) &&
    (to === null || (day[article] !== null && day[article] <= to)) &&
    (!searched || searched.has(article)) &&
    topics.every((topic) => at2(DATA.scores[article], topic) >= 0) &&
    names.every((name) => at2(DATA.pairs[article], name) >= 0) &&
    (!types.size || hasType(DATA.pairs[article], types));
  matchedByStory = INDEX.byStory.filter(holds);
  matched = [...matchedByStory].sort((a, b) => a - b);
}

// Where a key stands in a flat list of keys and values, or -1.
function at2(flat, key) {
  for (let i = 0; i < flat.length; i += 2) if (flat[i] === key) return i;
  return -1;
}

function hasType(pairs, types) {
  for (let i = 0; i < pairs.length; i += 2) if (types.has(typeOf(pairs[i]))) return true;
  return false;
}

// Counts for keys from 0. Articles come in the order of their stories, so that a story is counted once
// for each key. `by` is how to count; what has no mentions of its own is counted by article.
function counter(size, by = state.by) {
  const values = new Float64Array(size);
  const last = new Int32Array(size).fill(-1);
  const { story } = DATA.articles;
  const add = (key, article, mentions) => {
    if (by === 'mentions') values[key] += mentions;
    else if (by === 'articles') values[key] += 1;
    else if (last[key] !== story[article]) {
      last[key] = story[article];
      values[key] += 1;
    }
  };
  return { values, add };
}

// How things without mentions of their own are counted.
function byArticle() {
  return state.by === 'mentions' ? 'articles' : state.by;
}

// Counts of entities, and of topics, in the articles that match.
let entityCounts = null;
let topicCounts = null;

function countAll() {
  const [entities, topics] = [counter(DATA.entities.length), counter(DATA.topics.length, byArticle())];
  for (const article of matchedByStory) {
    const [pairs, scores] = [DATA.pairs[article], DATA.scores[article]];
    for (let i = 0; i < pairs.length; i += 2) entities.add(pairs[i], article, pairs[i + 1]);
    for (let i = 0; i < scores.length; i += 2) topics.add(scores[i], article, 0);
  }
  [entityCounts, topicCounts] = [entities.values, topics.values];
}

// The keys with most, that `keep` lets pass; alike ones in the order of their keys.
function top(values, most, keep = () => true) {
  const keys = [];
  for (let key = 0; key < values.length; key++) if (values[key] > 0 && keep(key)) keys.push(key);
  keys.sort((a, b) => values[b] - values[a] || a - b);
  return keys.slice(0, most);
}

function ofType(type) {
  return (entity) => (type === 'all' ? showsType(typeOf(entity)) : typeOf(entity) === type);
}

// All mentions of an article that are shown.
function mentionsOf(article) {
  const pairs = DATA.pairs[article];
  let sum = 0;
  for (let i = 0; i < pairs.length; i += 2) if (showsType(typeOf(pairs[i]))) sum += pairs[i + 1];
  return sum;
}

// How many articles, stories or mentions match.
function total(by = state.by) {
  const all = counter(1, by);
  for (const article of matchedByStory) all.add(0, article, mentionsOf(article));
  return all.values[0];
}

function unit(n, by = state.by) {
  return { articles: n === 1 ? 'article' : 'articles', stories: n === 1 ? 'story' : 'stories', mentions: n === 1 ? 'mention' : 'mentions' }[by];
}
