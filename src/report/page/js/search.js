// Search in headlines, names and texts, letters alike as in matching: case and accents do not count.
//
// A word is found where a word begins with it, "words in quotes" where they stand so. Headlines and
// names are searched at once, texts when all chunks are unpacked.

const haystacks = { heads: null, texts: null, loading: null };

function folded(text) {
  const lower = text.toLowerCase();
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’‘]/g, "'");
}

// The words and phrases of a search.
function terms(query) {
  const parts = folded(query).match(/"[^"]+"?|\S+/g) ?? [];
  return parts.map((part) => part.replaceAll('"', '').trim()).filter(Boolean);
}

const LETTER = /[\p{L}\p{N}]/u;
// These scripts put no space between words.
const JOINED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

// Where a term begins a word of the text, or -1.
function findIn(text, term, from = 0) {
  const anywhere = !LETTER.test(term[0]) || JOINED.test(term[0]);
  for (let at = text.indexOf(term, from); at >= 0; at = text.indexOf(term, at + 1)) {
    if (anywhere || at === 0 || !LETTER.test(text[at - 1])) return at;
  }
  return -1;
}

function heads() {
  haystacks.heads ??= DATA.articles.title.map((title, article) => {
    const names = DATA.pairs[article].filter((_, i) => i % 2 === 0).map(nameOf);
    const source = DATA.sources[DATA.articles.source[article]] ?? '';
    return folded([title, source, ...names].join('\n'));
  });
  return haystacks.heads;
}

// Unpacks the texts once, a chunk at a time; `tell` hears how far it is.
function loadTexts(tell) {
  haystacks.loading ??= (async () => {
    const texts = [];
    for (let at = 0; at < chunkCount(); at++) {
      for (const [passages] of await block(String(at))) texts.push(folded(passages.map((p) => p[P_TEXT]).join('\n')));
      haystacks.progress?.((at + 1) / chunkCount());
      await new Promise((go) => setTimeout(go));
    }
    haystacks.texts = texts;
  })();
  haystacks.progress = tell;
  return haystacks.loading;
}

// The articles that hold all terms, or null where nothing is searched.
function search(query) {
  const wanted = terms(query);
  if (!wanted.length) return null;
  const found = new Set();
  const [first, texts] = [heads(), haystacks.texts];
  for (let article = 0; article < first.length; article++) {
    const holds = (term) => findIn(first[article], term) >= 0 || (texts && findIn(texts[article], term) >= 0);
    if (wanted.every(holds)) found.add(article);
  }
  return found;
}

// A text with the terms marked.
function withMarks(text, wanted) {
  const plain = folded(text);
  // where folding changes lengths, marks would be misplaced
  if (!wanted.length || plain.length !== text.length) return [text];
  const parts = [];
  let done = 0;
  while (done < text.length) {
    const hits = wanted.map((term) => [findIn(plain, term, done), term.length]).filter(([at]) => at >= 0);
    if (!hits.length) break;
    const [at, length] = hits.sort((a, b) => a[0] - b[0] || b[1] - a[1])[0];
    parts.push(text.slice(done, at), el('mark', {}, text.slice(at, at + length)));
    done = at + length;
  }
  return [...parts, text.slice(done)];
}
