// Names that no gazetteer has, with the row to paste; and what was turned down most.

const ROWS = 40;
// Ids of names that are not wanted.
const struck = new Set();
const more = { names: ROWS, rejected: ROWS };
const COLUMNS = ['id', 'name', 'aliases', 'weak'];
const FILES = { person: 'people.csv', organization: 'organizations.csv', agreement: 'agreements.csv' };

async function drawNames() {
  const { unknown } = await block('extra');
  const type = $('names-type').value || 'person';
  const rows = unknown.filter((row) => row[0] === type);
  const left = DATA.counts.unknown - unknown.length;
  $('names-lede').textContent = !unknown.length ? 'No name was found that is in no gazetteer.' :
    `Of the whole batch: ${counted(DATA.counts.unknown, 'name')} in no gazetteer, most mentioned first${left > 0 ? ` (the first ${num(unknown.length)} are here, all are in the table unknown)` : ''}. ` +
    `Take the tick from what is wrong, copy the rest into ${FILES[type]} of a folder of yours, and tag with --gazetteer.`;
  if (!rows.length) return fill($('names-table'), unknown.length ? empty('None of this type.') : null);
  const seen = rows.slice(0, more.names);
  const cells = (row) => row[6];
  const line = (row) => [
    keeper(row[6], () => { all.textContent = many(); }), num(row[1]), num(row[2]), row[3],
    el('div', { class: 'example' }, row[5], ' ', openArticle(row[4], 'read')),
    el('div', {}, el('div', { class: 'code' }, csv(cells(row)))),
    copyButton('Copy', () => `${csv(cells(row))}\n`, `Copy the row of ${row[6][1]}`),
  ];
  const kept = () => seen.filter((row) => !struck.has(row[6][0]));
  const many = () => `Copy ${counted(kept().length, 'row')} with a header`;
  const all = copyButton(many, () => `${[COLUMNS, ...kept().map(cells)].map(csv).join('\n')}\n`);
  fill($('names-table'), el('div', { class: 'tools' }, all),
    table('Names in no gazetteer', ['Name', ['Mentions', 'number'], ['Articles', 'number'], 'Role', 'First seen', `Row for ${FILES[type]}: ${COLUMNS.join(',')}`, ''], seen.map(line), { hush: '1' }),
    moreRows('names', rows.length, drawNames));
}

// A name with a box: rows whose box is empty are not copied with the others.
function keeper([id, name], change) {
  const box = el('input', { type: 'checkbox', checked: !struck.has(id), on: { change: () => {
    if (!struck.delete(id)) struck.add(id);
    change();
  } } });
  return el('label', { class: 'keep' }, box, name);
}

async function drawRejected() {
  const { rejected } = await block('extra');
  const seen = rejected.slice(0, more.rejected);
  $('rejected-lede').textContent = rejected.length ? `Words that look like a name and were not counted as one, in the whole batch, most frequent first. If a reason is wrong, the gazetteer wants an alias, a context word or one that speaks against it.` : 'Nothing was turned down.';
  if (!seen.length) return fill($('rejected-table'));
  fill($('rejected-table'), table('Turned down', ['Words', 'Would be', 'Why not', ['Times', 'number'], ['Articles', 'number'], ''],
    seen.map(([type, name, text, reason, times, articles, article]) => [text, el('span', {}, sign(type), ' ', name), reason, num(times), num(articles), openArticle(article, 'read one')]), { hush: '1' }),
  moreRows('rejected', rejected.length, drawRejected));
}

function moreRows(which, all, draw) {
  if (more[which] >= all) return null;
  return el('p', {}, link(`Show ${num(Math.min(ROWS * 2, all - more[which]))} more of ${num(all - more[which])}`, () => {
    more[which] += ROWS * 2;
    draw();
  }));
}

function openArticle(article, text) {
  if (article < 0) return null;
  return el('button', { type: 'button', class: 'link', 'aria-label': `${text}: ${titleOf(article)}`, on: { click: () => choose({ article: DATA.articles.id[article] }) } }, text);
}

// A row as gazetteers have it; a cell that a spreadsheet would run is left to the one who pastes: these
// are names, and begin with a letter.
function csv(cells) {
  return cells.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

// `text` may be a function that says what it is now.
function copyButton(text, make, label = null) {
  const now = typeof text === 'function' ? text : () => text;
  const button = el('button', { type: 'button', class: 'plain copy', 'aria-label': label, on: { click: () => copy(make(), button, now) } }, now());
  return button;
}

async function copy(text, button, label) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el('textarea', { class: 'unseen' });
    area.value = text;
    document.body.append(area);
    area.select();
    done = document.execCommand('copy');
    area.remove();
    button.focus();
  }
  button.textContent = done ? 'Copied' : 'Not copied: select the row';
  setTimeout(() => { button.textContent = label(); }, 1600);
}
