// A result of many articles, as JSONL with texts: made up, always the same, without tagging.

import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

const WORDS = ('the council said on talks over trade ministers agreed that exports would rise after months of ' +
  'dispute while officials warned prices could fall again because of new rules and a report found little change ' +
  'in regions where schools hospitals and farms need support').split(' ');
const GIVEN = ['Ana', 'Ben', 'Chi', 'Dora', 'Emil', 'Fay', 'Goro', 'Hana', 'Ivo', 'June'];
const COUNTRIES = [['no', 'Norway'], ['mz', 'Mozambique'], ['fr', 'France'], ['jp', 'Japan'], ['br', 'Brazil'], ['mt', 'Malta'], ['ke', 'Kenya'], ['us', 'United States']];
const TOPICS = [['politics', 'politics and government', '11000000'], ['economy', 'economy, business and finance', '04000000'], ['health', 'health', '07000000'], ['sport', 'sport', '15000000']];

// The numbers of a linear congruential generator, from 0 to 1.
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function entity(n) {
  const type = ['person', 'person', 'organization', 'country', 'place', 'agreement'][n % 6];
  if (type === 'country') {
    const [entity, name] = COUNTRIES[n % COUNTRIES.length];
    return { type, entity, name, iso2: entity.toUpperCase(), known: true };
  }
  const name = { person: `${GIVEN[n % 10]} Surname${n}`, organization: `Institute ${n}`, place: `Town${n}`, agreement: `Treaty ${n}` }[type];
  const known = type !== 'person' || n % 4 !== 0;
  const id = name.toLowerCase().replaceAll(' ', '-');
  return { type, entity: known ? id : `unknown/${id}`, name, iso2: null, known };
}

function article(nth) {
  const random = numbers(nth + 1);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const mentions = [];
  let text = '';
  for (let paragraph = 0; paragraph < 6; paragraph++) {
    const found = [];
    let sentence = '';
    for (let word = 0; word < 60; word++) {
      // few names are frequent, most are rare
      const named = random() < 0.04 ? entity(Math.floor(3000 * random() ** 3)) : null;
      if (named) found.push([named, text.length + sentence.length]);
      sentence += `${named ? named.name : pick(WORDS)} `;
    }
    for (const [named, start] of found) {
      mentions.push({ ...named, text: named.name, via: named.type === 'country' ? 'name' : null, zone: 'body', field: 'text', start, end: start + named.name.length,
        confidence: 0.9, reason: `alias of ${named.name}`, sentence: sentence.trim(), wikidata: null, gazetteer: named.known ? 'made-up.csv:1' : '', also: [] });
    }
    text += `${sentence.trim()}.\n\n`;
  }
  text = text.trimEnd();
  const topics = TOPICS.filter(() => random() < 0.4).map(([id, name, medtop]) => ({ id, name, medtop, score: 0.5, terms: ['trade', 'council'] }));
  const day = new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 180) * 86_400_000).toISOString().slice(0, 10);
  const country = mentions.find((mention) => mention.iso2);
  return {
    id: `made-up-${nth}`, url: `https://news.example/${nth}`, title: `Headline ${nth} on ${pick(WORDS)} and ${pick(WORDS)}`, source: `Source ${nth % 23}`,
    published: day, language: 'en', byline: null, dateline: null, summary: null, keywords: [], about: country ? [country.iso2] : [], mentions, topics,
    rejected: [{ type: 'person', entity: 'x', name: 'Somebody Else', text: 'Else', zone: 'body', field: 'text', start: 0, end: 4, reason: '`Else` alone may be something else' }],
    text, zones: [{ kind: 'body', start: 0, end: text.length }], story: `made-up-${nth % 50 === 7 ? nth - 1 : nth}`,
  };
}

// Writes so many articles.
export async function writeBatch(path, count) {
  const out = createWriteStream(path);
  for (let nth = 0; nth < count; nth++) {
    if (!out.write(`${JSON.stringify(article(nth))}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
