/* The index that search looks into, read from the file that `finding/index_file.py` writes. */

/**
 * @typedef {{kinds: string[], entries: [kind: number, title: string, address: string, where: string, ...words: string[]][],
 *   words: string, places: string, same: string[][][], stop: string}} IndexFile
 * @typedef {{kind: string, title: string, address: string, where: string, words: string[]}} SearchEntry
 * @typedef {{entries: SearchEntry[], forms: Map<string, string[]>, same: string[][][], stop: Set<string>,
 *   stem: (word: string) => string, has: (stem: string) => boolean, placesOf: (stem: string) => [number, number][]}} SearchIndex
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
  return {
    entries: file.entries.map(([kind, title, address, where, ...words]) => ({ kind: file.kinds[kind], title, address, where, words })),
    forms,
    same: file.same,
    stop: new Set(file.stop.split(" ")),
    stem: (word) => {
      const stem = stems.get(word) ?? (stripMarks(endings(word)) || word);
      stems.set(word, stem);
      return stem;
    },
    has: (stem) => rows.has(stem),
    placesOf: (stem) => {
      const found = known.get(stem) ?? unpackPlaces(packed[rows.get(stem) ?? -1] ?? "");
      known.set(stem, found);
      return found;
    },
  };
}
