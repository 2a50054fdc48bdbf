/* How alike two texts are, as Python's difflib measures it; and texts as they are compared. */

const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const BLANKS = new RegExp(`[${BLANK}]+`, "gu");
const BLANKS_AROUND = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "gu");

/** @param {string} text @returns {string} without the blanks around it, as on the command line */
function stripText(text) {
  return text.replace(BLANKS_AROUND, "");
}

/** @param {string} text @returns {string} its words with one blank between them */
function squeezeText(text) {
  return stripText(text.replace(BLANKS, " "));
}

/** @param {string} text @returns {string} as it is compared where large and small letters are one */
function foldCase(text) {
  return [...text.toLowerCase()].map((letter) => (letter < "\x80" || letter === "ı" ? letter : letter.toUpperCase().toLowerCase())).join("");
}

/** @param {string} one @param {string} other @returns {boolean} whether both say the same but for blanks */
function sameWords(one, other) {
  return squeezeText(one) === squeezeText(other);
}

/** Twice the letters that both share in order, by all letters: the measure of Ratcliff and Obershelp. @param {string} one @param {string} other @returns {number} from 0 to 1 */
function measureLikeness(one, other) {
  const [a, b] = [[...one], [...other]];
  if (!a.length && !b.length) return 1;
  const places = new Map();
  b.forEach((letter, at) => (places.has(letter) ? places.get(letter).push(at) : places.set(letter, [at])));
  /* In a long text, what stands in more than every hundredth place tells nothing. */
  const most = b.length < 200 ? Infinity : Math.floor(b.length / 100) + 1;
  for (const [letter, at] of [...places]) if (at.length > most) places.delete(letter);
  let shared = 0;
  const open = [[0, a.length, 0, b.length]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [afrom, ato, bfrom, bto] = next;
    const [i, j, size] = longestShared(a, b, places, next);
    if (!size) continue;
    shared += size;
    if (afrom < i && bfrom < j) open.push([afrom, i, bfrom, j]);
    if (i + size < ato && j + size < bto) open.push([i + size, ato, j + size, bto]);
  }
  return (2 * shared) / (a.length + b.length);
}

/** @param {string[]} a @param {string[]} b @param {Map<string, number[]>} places of letters in b @param {number[]} within @returns {number[]} where it begins in a and in b, and how long it is */
function longestShared(a, b, places, [afrom, ato, bfrom, bto]) {
  let [besti, bestj, size] = [afrom, bfrom, 0];
  /** @type {Map<number, number>} */
  let lengths = new Map();
  for (let i = afrom; i < ato; i += 1) {
    const longer = new Map();
    for (const j of places.get(a[i]) ?? []) {
      if (j < bfrom || j >= bto) continue;
      const length = (lengths.get(j - 1) ?? 0) + 1;
      longer.set(j, length);
      if (length > size) [besti, bestj, size] = [i - length + 1, j - length + 1, length];
    }
    lengths = longer;
  }
  while (besti > afrom && bestj > bfrom && a[besti - 1] === b[bestj - 1]) [besti, bestj, size] = [besti - 1, bestj - 1, size + 1];
  while (besti + size < ato && bestj + size < bto && a[besti + size] === b[bestj + size]) size += 1;
  return [besti, bestj, size];
}
