/* The order of what is found; `finding/ranking.py` gives the same entries in the same order, and says how a query is read. */

/**
 * @typedef {Map<string, number>} SearchSlot stem → how surely it is meant
 * @typedef {{slots: SearchSlot[], trust: number}} SearchReading a way to understand a query
 * @typedef {{number: number, score: number, stems: string[]}} FoundEntry
 */

const [SATURATION, STEPS, ASKED_KIND, COVERED, TITLED, NAMED, SPELT, HELD] = [4, 6, 0.7, 1.2, 0.8, 1, 2, 0.9];
const [PREFIX, TYPO, SAME, COMPOUND] = [0.8, 0.6, 0.65, 0.95];
/** @type {Record<string, number>} */
const KIND_WEIGHTS = {
  ...{ stage: 1.25, metric: 1.2, plan: 1.15, role: 1.1, bottleneck: 1.15, "partner-type": 1.15, tier: 1.15, document: 1.1 },
  ...{ term: 1.1, partner: 1.3, guide: 1.05, page: 1.1, task: 0.9, practice: 0.8, pitfall: 0.9, statistic: 0.75, source: 0.6 },
  ...{ tool: 0.85, definition: 0.8, assertion: 0.8 },
};

/** @param {SearchIndex} index @param {number} count @returns {number} */
function rarityOf(index, count) {
  return Math.log(1 + (index.entries.length - count + 0.5) / (count + 0.5));
}

/** @param {FoundEntry} one @param {FoundEntry} other @returns {number} */
function orderFound(one, other) {
  const whole = (/** @type {FoundEntry} */ { score }) => Math.floor(score * 10000 + 0.5);
  return whole(other) - whole(one) || one.number - other.number;
}

/**
 * The stems of the words spelt most like a word, with how many letters differ.
 * @param {SearchIndex} index @param {string} word @returns {[string, number][]}
 */
function findAlike(index, word) {
  const length = [...word].length;
  const most = length < 4 ? 0 : length < 8 ? 1 : 2;
  /** @type {[string, number][]} */
  const found = [];
  for (const [stem, forms] of index.forms) {
    const distance = Math.min(...forms.map((form) => measureDistance(word, form, most)));
    if (distance <= most) found.push([stem, distance]);
  }
  const nearest = Math.min(...found.map(([, distance]) => distance));
  return found.filter(([, distance]) => distance === nearest);
}

/** @param {SearchIndex} index @param {string} word @param {boolean} isLast @returns {SearchSlot} the stems that a word may mean */
function findSlot(index, word, isLast) {
  const own = index.stem(word);
  /** @type {SearchSlot} */
  const slot = new Map(index.has(own) || index.kindWords.has(own) ? [[own, 1]] : []);
  const prefix = PREFIX * (slot.size ? 0.4 : 1);
  const length = [...word].length;
  if (isLast && length > 1) {
    const start = stripMarks(word);
    for (const [stem, forms] of index.forms) {
      const begun = forms.filter((form) => stripMarks(form).startsWith(start));
      if (!begun.length) continue;
      const shortest = Math.min(...begun.map((form) => [...form].length));
      slot.set(stem, Math.max(slot.get(stem) ?? 0, prefix * Math.sqrt(length / shortest)));
    }
  }
  for (const other of index.sameAs.get(own) ?? []) slot.set(other, Math.max(slot.get(other) ?? 0, SAME));
  if (!slot.size) for (const [stem, distance] of findAlike(index, word)) slot.set(stem, TYPO / distance);
  return slot;
}

/** @param {SearchIndex} index @param {string} query @returns {SearchReading[]} */
function readQuery(index, query) {
  const typed = partWords(query);
  const words = index.keepCounting(typed);
  if (!words.length) return [];
  const isOpen = query.slice(-1).trim() !== "" && typed.at(-1) === words.at(-1); // the last word may go on
  const slots = words.map((word, at) => findSlot(index, word, isOpen && at === words.length - 1));
  const sure = (/** @type {string[]} */ stems) => stems.map((stem) => new Map([[stem, 1]]));
  const replace = (/** @type {number} */ at, /** @type {number} */ length, /** @type {string[]} */ stems, /** @type {number} */ trust) => ({
    slots: [...slots.slice(0, at), ...sure(stems), ...slots.slice(at + length)],
    trust,
  });
  /** @type {SearchReading[]} */
  const readings = [{ slots, trust: 1 }];
  for (let at = 0; at + 1 < words.length; at += 1) {
    const joined = index.stem(words[at] + words[at + 1]);
    if (index.has(joined)) readings.push(replace(at, 2, [joined], COMPOUND));
  }
  words.forEach((word, at) => {
    if (index.has(index.stem(word))) return;
    const letters = [...word];
    for (let cut = 3; cut < letters.length - 2; cut += 1) {
      const parts = [letters.slice(0, cut), letters.slice(cut)].map((part) => index.stem(part.join("")));
      if (parts.every(index.has)) readings.push(replace(at, 1, parts, COMPOUND));
    }
  });
  const stems = words.map(index.stem);
  for (const group of index.same) {
    for (const name of group) {
      for (let at = 0; at + name.length <= stems.length; at += 1) {
        if (name.some((stem, place) => stems[at + place] !== stem)) continue;
        const others = group.filter((other) => other !== name && name.length + other.length > 2); // one word for another is in its slot
        for (const other of others) readings.push(replace(at, name.length, other, SAME));
      }
    }
  }
  return readings;
}

/**
 * What a slot finds: entries that say it, each with how much that counts and the stem that it says, and kinds that it asks for.
 * @param {SearchIndex} index @param {SearchSlot} slot @returns {{worth: number, said: Map<number, [number, string]>, kinds: Set<string>}}
 */
function matchSlot(index, slot) {
  const known = [...slot].filter(([stem]) => index.has(stem));
  const exact = known.find(([, sure]) => sure === 1);
  const rarities = known.map(([stem]) => rarityOf(index, index.placesOf(stem).length));
  const kinds = new Set([...slot].flatMap(([stem, sure]) => (sure === 1 ? index.kindWords.get(stem) ?? [] : [])));
  let worth = known.length ? Math.max(...rarities) : rarityOf(index, 0);
  if (kinds.size && !known.length) worth = rarityOf(index, index.entries.filter(({ kind }) => kinds.has(kind)).length);
  if (exact) worth = rarityOf(index, index.placesOf(exact[0]).length);
  /** @type {Map<number, [number, string]>} */
  const said = new Map();
  known.forEach(([stem, sure], at) => {
    for (const [number, weight] of index.placesOf(stem)) {
      const much = weight / STEPS;
      const score = (sure * Math.min(worth, rarities[at]) * much * (SATURATION + 1)) / (much + SATURATION);
      if (score > (said.get(number)?.[0] ?? -1)) said.set(number, [score, stem]);
    }
  });
  return { worth, said, kinds };
}

/** @param {SearchIndex} index @param {SearchReading} reading @returns {FoundEntry[]} */
function scoreReading(index, { slots, trust }) {
  /** @type {Map<number, {score: number, covered: number, stems: string[]}>} */
  const found = new Map();
  const matches = slots.map((slot) => matchSlot(index, slot));
  const total = matches.reduce((sum, { worth }) => sum + worth, 0);
  for (const { worth, said } of matches) {
    for (const [number, [score, stem]] of said) {
      const held = found.get(number) ?? { score: 0, covered: 0, stems: [] };
      found.set(number, { score: held.score + score, covered: held.covered + worth, stems: [...held.stems, stem] });
    }
  }
  return [...found].map(([number, { score, covered, stems }]) => {
    const { kind } = index.entries[number];
    const asked = matches.reduce((sum, { worth, said, kinds }) => sum + (kinds.has(kind) && !said.has(number) ? worth : 0), 0);
    const weight = trust * ((covered + asked) / total) ** COVERED * (KIND_WEIGHTS[kind] ?? 1);
    return { number, score: weight * (score + ASKED_KIND * asked), stems: [...new Set(stems)] };
  });
}

/** Let an entry count more, the more its title is what was asked. @param {SearchIndex} index @param {FoundEntry} found @param {SearchName} asked @returns {FoundEntry} */
function addTitle(index, found, asked) {
  const names = index.namesOf(found.number);
  const title = new Set(names[0].stems);
  const share = found.stems.filter((stem) => title.has(stem)).length / Math.max(title.size, asked.stems.length, 1);
  let gain = TITLED * share * share;
  const isSame = (/** @type {string[]} */ one, /** @type {string[]} */ other) => one.length === other.length && one.every((word, at) => word === other[at]);
  for (const { words, stems } of names) {
    if (isSame(stems, asked.stems)) gain = Math.max(gain, TITLED + NAMED + (isSame(words, asked.words) ? SPELT : 0));
    else if (stems.every((stem) => asked.stems.includes(stem))) gain = Math.max(gain, (HELD * stems.length) / asked.stems.length);
  }
  return { ...found, score: found.score * (1 + gain) };
}

/** @param {SearchIndex} index @param {string} query @param {number} most @returns {FoundEntry[]} the best first */
function search(index, query, most = 50) {
  /** @type {Map<number, FoundEntry>} */
  const best = new Map();
  for (const reading of readQuery(index, query)) {
    for (const found of scoreReading(index, reading)) {
      if (found.score > (best.get(found.number)?.score ?? -1)) best.set(found.number, found);
    }
  }
  const asked = index.readName(query);
  return [...best.values()].map((found) => addTitle(index, found, asked)).sort(orderFound).slice(0, most);
}

/** Words that a query probably meant, by the word that the handbook does not know. @param {SearchIndex} index @param {string} query @returns {Map<string, string>} */
function nameNearest(index, query) {
  const found = new Map();
  for (const word of new Set(partWords(query))) {
    if (index.stop.has(word) || index.knows(index.stem(word))) continue;
    const [nearest] = findAlike(index, word).sort(([one], [other]) => index.placesOf(other).length - index.placesOf(one).length);
    if (nearest) found.set(word, index.forms.get(nearest[0])?.[0] ?? "");
  }
  return found;
}
