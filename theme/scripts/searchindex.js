/* The index that search looks into, read from the file that `finding/index_file.py` writes. */

/**
 * @typedef {{kinds: string[], entries: [kind: number, title: string, address: string, where: string, ...words: string[]][],
 *   words: string, places: string, same: string[][][], kindWords: [string, string[]][], stop: string}} IndexFile
 * @typedef {{words: string[], stems: string[]}} SearchName its words, and the stems of those that count
 * @typedef {{kind: string, title: string, address: string, where: string, words: string[]}} SearchEntry
 * @typedef {{entries: SearchEntry[], forms: Map<string, string[]>, same: string[][][], sameAs: Map<string, Set<string>>,
 *   kindWords: Map<string, string[]>, stop: Set<string>, stem: (word: string) => string, has: (stem: string) => boolean,
 *   keepCounting: (words: string[]) => string[], readName: (name: string) => SearchName, namesOf: (entry: number) => SearchName[],
 *   knows: (stem: string) => boolean, placesOf: (stem: string) => [number, number][]}} SearchIndex
 */

const DIGITS = new Map([..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"].map((sign, value) => [sign, value]));

/** @param {string} packed distances and weights @returns {[number, number][]} entries by their number, each with how much it says a word */
function unpackPlaces(packed) {
  /** @type {[number, number][]} */
  const places = [];
  let [number, step, scale] = [-1, 0, 1];
  for (let at = 0; at < packed.length; at += 1) {
    const value = DIGITS.get(packed[at]) ?? 0;
    step += (value % 32) * scale;
    scale *= 32;
    if (value >= 32) continue;
    number += step;
    at += 1;
    places.push([number, DIGITS.get(packed[at]) ?? 0]);
    [step, scale] = [0, 1];
  }
  return places;
}

/** @param {IndexFile} file @param {(word: string) => string} endings takes them off @returns {SearchIndex} */
function openIndex(file, endings) {
  const packed = file.places.split("\n");
  /** @type {Map<string, string[]>} */
  const forms = new Map();
  /** @type {Map<string, number>} */
  const rows = new Map();
  file.words.split("\n").forEach((line, row) => {
    const [stem, ...written] = line.split(" ");
    forms.set(stem, written.map((form) => (form.startsWith("~") ? stem + form.slice(1) : form)));
    rows.set(stem, row);
  });
  /** @type {Map<string, [number, number][]>} */
  const known = new Map();
  /** @type {Map<string, string>} */
  const stems = new Map();
  const kindWords = new Map(file.kindWords);
  /** @type {Map<string, Set<string>>} */
  const sameAs = new Map();
  for (const group of file.same) {
    const single = group.flatMap((name) => (name.length === 1 ? name : []));
    for (const stem of single) for (const other of single) if (other !== stem) sameAs.set(stem, (sameAs.get(stem) ?? new Set()).add(other));
  }
  const stop = new Set(file.stop.split(" "));
  const stem = (/** @type {string} */ word) => {
    const known = stems.get(word) ?? (stripMarks(endings(word)) || word);
    stems.set(word, known);
    return known;
  };
  const keepCounting = (/** @type {string[]} */ words) => {
    const counting = words.filter((word) => !stop.has(word));
    return counting.length ? counting : words; // all where none would
  };
  const readName = (/** @type {string} */ name) => {
    const words = partWords(name);
    return { words, stems: keepCounting(words).map(stem) };
  };
  /** @type {Map<number, SearchName[]>} */
  const names = new Map();
  return {
    entries: file.entries.map(([kind, title, address, where, ...words]) => ({ kind: file.kinds[kind], title, address, where, words })),
    forms,
    same: file.same,
    sameAs,
    kindWords,
    stop,
    stem,
    keepCounting,
    readName,
    namesOf: (entry) => {
      const [, title, , , ...words] = file.entries[entry];
      const read = names.get(entry) ?? [title, ...words].map(readName);
      names.set(entry, read);
      return read;
    },
    has: (stem) => rows.has(stem),
    knows: (stem) => rows.has(stem) || sameAs.has(stem) || kindWords.has(stem),
    placesOf: (stem) => {
      const found = known.get(stem) ?? unpackPlaces(packed[rows.get(stem) ?? -1] ?? "");
      known.set(stem, found);
      return found;
    },
  };
}
