/* SHA-256, for the ids of tasks that somebody has added: browsers have it only on pages that came by HTTPS. */

/** The first digits of a power of a prime's fraction. @param {number} prime @param {number} power @returns {number} */
const fractionOf = (prime, power) => Math.floor((prime ** power % 1) * 2 ** 32);
const PRIMES = Array.from({ length: 312 }, (_, each) => each).filter((each) => each > 1 && !Array.from({ length: each }, (_, by) => by).some((by) => by > 1 && each % by === 0));

/** @param {string} text @returns {string} 64 hexadecimal digits */
function hashText(text) {
  const [state, rounds] = [PRIMES.slice(0, 8).map((prime) => fractionOf(prime, 1 / 2)), PRIMES.slice(0, 64).map((prime) => fractionOf(prime, 1 / 3))];
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  const turn = (/** @type {number} */ word, /** @type {number} */ by) => (word >>> by) | (word << (32 - by));
  for (let at = 0; at < padded.length; at += 64) {
    const words = Array.from({ length: 16 }, (_, place) => view.getUint32(at + place * 4));
    for (let place = 16; place < 64; place += 1) {
      const [one, other] = [words[place - 15], words[place - 2]];
      const [s0, s1] = [turn(one, 7) ^ turn(one, 18) ^ (one >>> 3), turn(other, 17) ^ turn(other, 19) ^ (other >>> 10)];
      words.push((words[place - 16] + s0 + words[place - 7] + s1) | 0);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let round = 0; round < 64; round += 1) {
      const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[round] + words[round]) | 0;
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, place) => (state[place] = (state[place] + word) | 0));
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** The id of a task that somebody has added: the same on the command line. @param {string} title @param {number} before how many were added with it before @returns {string} */
function keyOfAdded(title, before) {
  const found = foldCase(title).normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  const stem = [...found].slice(0, 40).join("").replace(/^-|-$/g, "");
  const free = /^(con|prn|aux|nul|(com|lpt)[0-9¹²³])$/.test(stem) ? `${stem}-partner` : stem;
  return `added.${free}-${hashText(before ? `${title}\n${before}` : title).slice(0, 8)}`;
}
