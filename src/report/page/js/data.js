// What the page is made of: blocks of gzip in base64, unpacked when they are asked for.
//
// `DATA` is the first block: columns of all articles. Texts come in chunks of some hundred articles,
// the map and the longer tables in blocks of their own. The shapes are those of src/report/data.rs.

let DATA = null;

const TYPES = [
  { key: 'person', one: 'person', many: 'People' },
  { key: 'country', one: 'country', many: 'Countries' },
  { key: 'organization', one: 'organization', many: 'Organizations' },
  { key: 'agreement', one: 'agreement', many: 'Agreements' },
  { key: 'place', one: 'place', many: 'Places' },
];
// Fields of an entity, of a mention and of a passage.
const [E_TYPE, E_ID, E_NAME, E_KNOWN, E_ISO2, E_WIKIDATA, E_ALSO] = [0, 1, 2, 3, 4, 5, 6];
const [M_PASSAGE, M_START, M_END, M_ENTITY, M_SURE, M_VIA, M_ZONE, M_REASON] = [0, 1, 2, 3, 4, 5, 6, 7];
const [P_KIND, P_TEXT, P_APART] = [0, 1, 2];

const unpacking = new Map();

// A block by its name; each is unpacked once.
function block(name) {
  if (!unpacking.has(name)) unpacking.set(name, unpack(name));
  return unpacking.get(name);
}

async function unpack(name) {
  const element = await found(`data-${name}`);
  const letters = atob(element.textContent);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  element.remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).json();
}

// The element of that id; the page may still be on its way.
async function found(id) {
  const here = document.getElementById(id);
  if (here || document.readyState !== 'loading') return here;
  await new Promise((go) => document.addEventListener('DOMContentLoaded', go, { once: true }));
  return document.getElementById(id);
}

// Passages, mentions, topics and rejections of an article.
async function detailOf(article) {
  const chunk = await block(String(Math.floor(article / DATA.chunk)));
  const [passages, mentions, topics, rejected] = chunk[article % DATA.chunk];
  return { passages, mentions, topics, rejected };
}

function articleCount() {
  return DATA.articles.id.length;
}

function chunkCount() {
  return Math.ceil(articleCount() / DATA.chunk);
}

// What is computed once from the columns: by what key an entity or a topic is named in the address,
// which articles mention an entity, which are in the order of their stories.
const INDEX = {};

function makeIndex() {
  INDEX.entityKey = DATA.entities.map((e) => `${TYPES[e[E_TYPE]].key}:${e[E_ID]}`);
  INDEX.entityOf = new Map(INDEX.entityKey.map((key, at) => [key, at]));
  INDEX.topicOf = new Map(DATA.topics.map((topic, at) => [topic[0], at]));
  INDEX.sourceOf = new Map(DATA.sources.map((source, at) => [source, at]));
  INDEX.articleOf = new Map(DATA.articles.id.map((id, at) => [id, at]).reverse());
  INDEX.countryOf = new Map();
  DATA.entities.forEach((e, at) => {
    if (TYPES[e[E_TYPE]].key === 'country' && e[E_ISO2] && e[E_KNOWN]) INDEX.countryOf.set(e[E_ISO2], at);
  });
  const { story, day } = DATA.articles;
  INDEX.byStory = story.map((_, at) => at).sort((a, b) => story[a] - story[b] || a - b);
  INDEX.days = day.filter((d) => d !== null);
}

function countryName(code) {
  const at = INDEX.countryOf.get(code);
  if (at !== undefined) return DATA.entities[at][E_NAME];
  try {
    return new Intl.DisplayNames(['en'], { type: 'region' }).of(code);
  } catch {
    return code;
  }
}
