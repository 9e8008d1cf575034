// What is chosen. It stands in the address, behind `#`, and nowhere else: to choose is to change the
// address, and each change of the address draws the page. So a view can be kept, sent and gone back to.

const LISTS = { type: 'types', name: 'names', topic: 'topics', source: 'sources', about: 'about' };
const WORDS = ['q', 'from', 'to', 'by', 'article'];
const state = { ...nothing() };

function nothing() {
  return { types: [], names: [], topics: [], sources: [], about: [], q: '', from: '', to: '', by: 'articles', article: '' };
}

function readAddress() {
  const read = new URLSearchParams(location.hash.slice(1));
  const next = nothing();
  for (const [key, field] of Object.entries(LISTS)) next[field] = [...new Set(read.getAll(key))];
  for (const key of WORDS) next[key] = read.get(key) ?? next[key];
  if (!['articles', 'stories', 'mentions'].includes(next.by)) next.by = 'articles';
  for (const key of ['from', 'to']) if (dayOf(next[key]) === null) next[key] = '';
  Object.assign(state, next);
}

function addressOf(view) {
  const written = new URLSearchParams();
  for (const [key, field] of Object.entries(LISTS)) view[field].forEach((value) => written.append(key, value));
  for (const key of WORDS) if (view[key] && !(key === 'by' && view.by === 'articles')) written.set(key, view[key]);
  return `#${written}`;
}

// Changes the view. What is typed letter by letter is no step of its own to go back to.
function choose(change, isTyped = false) {
  const to = addressOf({ ...state, ...change });
  if (to === addressOf(state)) return;
  if (isTyped) {
    history.replaceState(null, '', to);
    onAddress();
  } else {
    location.hash = to;
  }
}

// Puts a value into a list of the view, or takes it out.
function toggle(field, value) {
  const has = state[field].includes(value);
  choose({ [field]: has ? state[field].filter((v) => v !== value) : [...state[field], value] });
}

function toggleEntity(entity) {
  toggle('names', INDEX.entityKey[entity]);
}

function isChosen(entity) {
  return state.names.includes(INDEX.entityKey[entity]);
}

// Whether names of that type are shown.
function showsType(type) {
  return !state.types.length || state.types.includes(type);
}
