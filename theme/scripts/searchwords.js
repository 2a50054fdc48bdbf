/* Words as search sees them: folded, parted, and without their endings; `finding/words.py` does the same. */

const IDEOGRAPHS = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff"; // scripts that write words without blanks between them
const SIGN = `(?:(?![${IDEOGRAPHS}])[\\p{L}\\p{N}])+`;
const WORD = new RegExp(`[${IDEOGRAPHS}]|${SIGN}(?:'${SIGN})*`, "gu");
const PLURAL = /\b([A-Z]{2,})s\b/g; // an abbreviation in the plural, as “MSPs”

/** @param {string} text @returns {string[]} its words, in their order; signs between them are left out */
function partWords(text) {
  const plain = text.normalize("NFKC").replace(/[‐‑‒–]/g, "-").replace(/[’‘ʼ′`´]/g, "'").replace(/[\u00ad\u200b]/g, "");
  return plain.replace(PLURAL, "$1").toLowerCase().match(WORD) ?? [];
}

/** Leave accents and dots out: “größe” as “große”. @param {string} word @returns {string} */
function stripMarks(word) {
  return word.normalize("NFD").replace(/\p{Mn}/gu, "");
}

/**
 * Count the letters that differ, two that changed places as one; more than `most` is `most + 1`.
 * @param {string} one @param {string} other @param {number} most @returns {number}
 */
function measureDistance(one, other, most) {
  const [from, to] = [[...one], [...other]];
  if (Math.abs(from.length - to.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let row = [...to.keys(), to.length];
  for (let at = 1; at <= from.length; at += 1) {
    const further = [at];
    for (let place = 1; place <= to.length; place += 1) {
      const differs = from[at - 1] === to[place - 1] ? 0 : 1;
      let cost = Math.min(row[place] + 1, further[place - 1] + 1, row[place - 1] + differs);
      if (at > 1 && place > 1 && from[at - 1] === to[place - 2] && from[at - 2] === to[place - 1]) cost = Math.min(cost, before[place - 2] + 1);
      further.push(cost);
    }
    if (Math.min(...further) > most) return most + 1;
    [before, row] = [row, further];
  }
  return Math.min(row[to.length], most + 1);
}
