// What the batch is, and what made it.

function drawHead() {
  const { id, words } = DATA.articles;
  const { run } = DATA;
  const stories = new Set(DATA.articles.story).size;
  const mentions = DATA.articles.mentions.reduce((a, b) => a + b, 0);
  const sources = DATA.sources.length;
  const dated = INDEX.days.length;
  const from = sources ? ` from ${sources === 1 ? DATA.sources[0] : counted(sources, 'source')}` : '';
  const when = dated ? `, ${spanOf(...ends(INDEX.days))}` : '';
  const copies = id.length - stories;
  const same = copies ? ` ${capital(counted(copies, 'of them is a copy', 'of them are copies'))} or ${copies === 1 ? 'a later version' : 'later versions'} of another.` : '';
  $('deck').textContent = `${counted(id.length, 'article')}${from}${when}.${same}`;
  const figure = (what, n) => el('div', {}, el('dt', {}, what), el('dd', {}, num(n)));
  const newNames = DATA.entities.filter((e) => !e[E_KNOWN]).length;
  fill($('figures'), figure('articles', id.length), figure('stories', stories), words.some(Boolean) ? figure('words', words.reduce((a, b) => a + b, 0)) : null,
    figure('mentions', mentions), figure('names in the gazetteer', DATA.entities.length - newNames), figure('names in none', newNames),
    run ? figure('documents that failed', run.counts?.errors ?? 0) : null);
}

async function drawRun() {
  const { errors } = await block('extra');
  const run = DATA.run;
  const bundle = (layer) => `${layer.name} (${counted(layer.rows, 'row')}, ${String(layer.digest).slice(0, 12)})`;
  const settings = run ? flat('', run.settings ?? {}) : [];
  $('run-lede').textContent = run ? '' : 'This result does not say what made it: a folder, a workbook or a SQLite file does.';
  const runs = run?.runs?.length ? [['Runs', `${counted(run.runs.length, 'run')} added up; settings are those of the last`]] : [];
  const about = run ? [
    ['wiretag', `version ${run.wiretag}, tables of version ${run.schema_version}`], ...runs,
    ['Inputs', (run.inputs ?? []).join(', ')],
    ['Gazetteers', el('ul', {}, (run.gazetteer ?? []).map((layer) => el('li', {}, bundle(layer))))],
    ['Documents', `${counted(run.counts?.documents ?? 0, 'document')} read, ${num(run.counts?.articles ?? 0)} tagged, ${num(run.counts?.errors ?? 0)} failed`],
  ] : [];
  const lists = el('div', {}, facts([['Result', DATA.result], ...about]),
    settings.length ? table('Settings', ['Setting', 'Value'], settings.map(([name, value]) => [el('span', { class: 'code' }, name), value]), { class: 'narrow' }) : null);
  const failed = errors.length ? table(`Documents that failed, and warnings${DATA.counts.errors > errors.length ? ` (the first ${num(errors.length)} of ${num(DATA.counts.errors)})` : ''}`, ['Input', 'Place', 'What is wrong', 'What to do'], errors)
    : run ? el('p', {}, 'No document failed.') : null;
  fill($('run-table'), lists, failed);
}

// Settings as paths and values.
function flat(path, value) {
  if (value === null || typeof value !== 'object') return [[path, String(value)]];
  if (Array.isArray(value)) return [[path, value.map(String).join(', ')]];
  return Object.entries(value).flatMap(([name, part]) => flat(path ? `${path}.${name}` : name, part));
}
