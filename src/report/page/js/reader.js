// One article with its mentions, and why each is one: told where it is pointed at or focused.

let reading = -1;
let cameFrom = null;

async function drawReader() {
  const article = state.article ? INDEX.articleOf.get(state.article) ?? -1 : -1;
  if (article < 0) {
    if ($('reader').open) $('reader').close();
    reading = -1;
    return;
  }
  const detail = await detailOf(article);
  if (state.article !== DATA.articles.id[article]) return;
  if (!$('reader').open) {
    cameFrom = document.activeElement;
    $('reader').showModal();
  }
  if (reading !== article) $('reader').scrollTop = 0;
  reading = article;
  const at = order.indexOf(article);
  $('reader-place').textContent = at >= 0 ? `${num(at + 1)} of ${num(order.length)}` : 'not among those that match';
  $('reader-back').disabled = at <= 0;
  $('reader-on').disabled = at < 0 || at + 1 >= order.length;
  fill($('reader-article'), readable(article, detail));
  $('reader-h').focus({ preventScroll: true });
}

function readable(article, { passages, mentions, topics, rejected }) {
  const { url, title, id } = DATA.articles;
  const byPassage = passages.map(() => []);
  mentions.forEach((mention) => byPassage[mention[M_PASSAGE]].push(mention));
  byPassage.forEach((list) => list.sort((a, b) => a[M_START] - b[M_START]));
  // the headline stands in the text, or beside it
  const headline = passages.findIndex(([kind, text]) => kind === 'title' && (DATA.texts || text === title[article]));
  const heading = headline >= 0 ? marked(passages[headline][P_TEXT].trim() ? passages[headline][P_TEXT] : titleOf(article), byPassage[headline]) : [title[article] || id[article]];
  return [
    el('h2', { id: 'reader-h', tabindex: '-1' }, heading),
    el('p', { class: 'meta' }, metaOf(article), safeLink(url[article])),
    key(mentions),
    DATA.texts ? null : el('p', { class: 'note' }, 'This result holds no texts: these are the sentences with mentions. For whole articles, tag with ', el('span', { class: 'code' }, '--with text,zones -o tags.jsonl'), ' and make the report of that.'),
    passages.length ? el('div', { class: 'text' }, DATA.texts ? blocks(passages, byPassage, headline) : passages.map((p, at) => at !== headline && el('p', { class: `sentence ${p[P_KIND]}` }, marked(p[P_TEXT], byPassage[at])))) : empty('Nothing is mentioned here.'),
    topics.length ? [el('h3', {}, 'Topics, and the words that speak for them'), facts(topics.map(([topic, words]) => [DATA.topics[topic][1], words]))] : null,
    rejected.length ? [el('h3', {}, `Turned down (${num(rejected.length)})`), table('Words that are no mention', ['Words', 'Would be', 'Why not'], rejected.map(([text, name, reason]) => [text, name, reason]), { hush: '1' })] : null,
    el('p', { class: 'meta' }, 'Article ', el('span', { class: 'code' }, id[article])),
  ];
}

function safeLink(url) {
  if (!/^https?:\/\//i.test(url)) return url ? ` · ${url}` : null;
  return [' · ', el('a', { href: url, rel: 'noopener noreferrer', target: '_blank' }, 'original page')];
}

function facts(pairs) {
  return el('dl', { class: 'facts' }, pairs.map(([what, text]) => [el('dt', {}, what), el('dd', {}, text)]));
}

// Signs and lines of the types that the article has.
function key(mentions) {
  const here = TYPES.filter(({ key: type }) => mentions.some((m) => typeOf(m[M_ENTITY]) === type));
  if (!here.length) return null;
  return el('div', { class: 'key', role: 'group', 'aria-label': 'What the highlights mean' }, here.map(({ key: type, one }) => el('span', {}, el('span', { class: `m ${type}` }, sign(type), ' ', one))),
    mentions.some((m) => isNew(m[M_ENTITY])) && el('span', { class: 'm person new-name' }, 'in no gazetteer'));
}

// Zones that stand in one paragraph are one block.
function blocks(passages, byPassage, headline) {
  const made = [];
  passages.forEach(([kind, text, apart], at) => {
    if (at === headline) return;
    const part = el('span', { class: kind }, marked(text, byPassage[at]));
    const isChrome = kind === 'chrome';
    if (made.length && !apart && made.at(-1).isChrome === isChrome) made.at(-1).parts.push(' ', part);
    else made.push({ isChrome, kind, parts: [part] });
  });
  return made.map(({ kind, isChrome, parts }) => el('div', { class: `block ${kind}` }, isChrome && el('span', { class: 'zone' }, 'page furniture'), parts));
}

// A text with its mentions as buttons.
function marked(text, mentions) {
  const parts = [];
  let done = 0;
  const wanted = terms(state.q);
  for (const mention of mentions) {
    if (mention[M_START] < done) continue;
    parts.push(withMarks(text.slice(done, mention[M_START]), wanted), highlight(text.slice(mention[M_START], mention[M_END]), mention));
    done = mention[M_END];
  }
  return [...parts, withMarks(text.slice(done), wanted)];
}

function highlight(text, mention) {
  const entity = mention[M_ENTITY];
  const classes = ['m', typeOf(entity), isNew(entity) && 'new-name', !showsType(typeOf(entity)) && 'faded', isChosen(entity) && 'chosen-one'];
  const tell = (event) => showTip(event.currentTarget, mention);
  return el('span', { role: 'button', tabindex: '0', class: classes.filter(Boolean).join(' '), 'aria-describedby': 'tip', on: { pointerenter: tell, focus: tell, pointerleave: hideTip, blur: hideTip, click: tell } }, text);
}

function showTip(target, mention) {
  const entity = DATA.entities[mention[M_ENTITY]];
  const type = TYPES[entity[E_TYPE]].one;
  const via = mention[M_VIA] && mention[M_VIA] !== 'name' ? `, by its ${mention[M_VIA]}` : '';
  const codes = [entity[E_ISO2], entity[E_WIKIDATA]].filter(Boolean).join(', ');
  fill($('tip'), el('b', {}, entity[E_NAME]), el('div', {}, `${type}${via}${entity[E_KNOWN] ? '' : ', in no gazetteer'}; ${mention[M_SURE]} % sure`),
    el('div', {}, mention[M_REASON]), codes && el('div', { class: 'sub' }, codes), entity[E_ALSO] && el('div', { class: 'sub' }, `also ${entity[E_ALSO]}`));
  $('reader').append($('tip'));
  $('tip').hidden = false;
  const [box, tip] = [target.getClientRects()[0] ?? target.getBoundingClientRect(), $('tip').getBoundingClientRect()];
  const below = box.bottom + 8 + tip.height < innerHeight;
  $('tip').style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.width - 8))}px`;
  $('tip').style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - tip.height - 8)}px`;
}

function hideTip() {
  $('tip').hidden = true;
}

function setUpReader() {
  const reader = $('reader');
  const leave = () => choose({ article: '' });
  const step = (by) => choose({ article: DATA.articles.id[order[order.indexOf(reading) + by]] });
  $('reader-back').addEventListener('click', () => step(-1));
  $('reader-on').addEventListener('click', () => step(1));
  $('reader-close').addEventListener('click', leave);
  reader.addEventListener('click', (event) => event.target === reader && leave());
  reader.addEventListener('scroll', hideTip);
  reader.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !$('tip').hidden) {
      event.preventDefault();
      hideTip();
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowRight' && !$('reader-on').disabled) step(1);
    if (event.key === 'ArrowLeft' && !$('reader-back').disabled) step(-1);
  });
  reader.addEventListener('cancel', (event) => {
    event.preventDefault();
    leave();
  });
  // a browser may close it all the same, and tells so later, when another article may be open
  reader.addEventListener('close', () => {
    if (reader.open) return;
    hideTip();
    if (reading >= 0 && state.article === DATA.articles.id[reading]) leave();
    cameFrom?.focus?.();
  });
}
