/* A table of a CSV file: its separator found out, its rows taken apart. */

const SEPARATORS = [",", ";", "\t", "|"];

/**
 * Take a text apart. What is in quotes is one cell, whatever it holds.
 * @param {string} text @param {string} separator @param {number} most rows @returns {string[][]}
 */
function readCsv(text, separator, most) {
  const rows = [[""]];
  let isQuoted = false;
  for (let place = 0; place < text.length && rows.length <= most; place += 1) {
    const sign = text[place];
    const row = rows[rows.length - 1];
    if (isQuoted) {
      if (sign !== '"') row[row.length - 1] += sign;
      else if (text[place + 1] === '"') row[row.length - 1] += text[(place += 1)];
      else isQuoted = false;
    } else if (sign === '"' && row[row.length - 1] === "") isQuoted = true;
    else if (sign === separator) row.push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  return rows.filter((row) => row.length > 1 || row[0] !== "").slice(0, most);
}

/** The separator that takes the first lines into most cells, as many in each. @param {string} text @returns {string} */
function findSeparator(text) {
  const widths = SEPARATORS.map((separator) => {
    const lengths = readCsv(text, separator, 6).map((row) => row.length);
    return Math.min(...lengths) === Math.max(...lengths) ? lengths[0] : 1;
  });
  return SEPARATORS[widths.indexOf(Math.max(...widths))];
}

/** How days may be written: as tracking.yml says it, and what they look like. @type {[string, RegExp, (parts: number[]) => [number, number, number]][]} */
const DAYS = [
  ["", /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/, ([year, month, day]) => [year, month, day]],
  ["dd/MM/yyyy", /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, ([day, month, year]) => [year, month, day]],
  ["MM/dd/yyyy", /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, ([month, day, year]) => [year, month, day]],
  ["dd.MM.yyyy", /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, ([day, month, year]) => [year, month, day]],
];

/** Whether a text is a day written in a way. @param {string} text @param {string} way @returns {boolean} */
function isDay(text, way) {
  const [, pattern, order] = DAYS.find(([name]) => name === way) ?? DAYS[0];
  const parts = pattern.exec(text.trim());
  if (!parts) return false;
  const [year, month, day] = order(parts.slice(1, 4).map(Number));
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
