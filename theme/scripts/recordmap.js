/* What the columns of a file are, by what exports call them, and what in its rows does not fit. */

/**
 * @typedef {{name: string, about: string, needed: boolean, shape: string, called: string[], words: string[]}} RecordField
 * @typedef {{about: string, fields: RecordField[]}} RecordTable
 * @typedef {{file: string, columns: Record<string, string>, dates: string, values: Record<string, Record<string, string>>}} Source
 */

/** A heading as it is compared. @param {string} text */
function plain(text) {
  return text.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

/** @param {RecordField} field */
function isDated(field) {
  return field.shape === "date" || field.shape === "time";
}

/** Which heading a field has, by what exports call it: none twice. @param {RecordTable} table @param {string[]} headings */
function proposeColumns(table, headings) {
  const free = new Map(headings.map((heading) => [plain(heading), heading]));
  /** @type {Record<string, string>} */
  const columns = {};
  for (const { name, called } of table.fields) {
    const known = called.find((each) => free.has(each));
    if (known === undefined) continue;
    columns[name] = /** @type {string} */ (free.get(known));
    free.delete(known);
  }
  return columns;
}

/** The table of which most columns are known, and none is missing that it needs. @param {Record<string, RecordTable>} tables @param {string[]} headings */
function guessTable(tables, headings) {
  const known = (/** @type {string} */ name) => {
    const columns = proposeColumns(tables[name], headings);
    return Object.keys(columns).length - 2 * tables[name].fields.filter((field) => field.needed && !columns[field.name]).length;
  };
  return Object.keys(tables).reduce((best, name) => (known(name) > known(best) ? name : best));
}

/** What does not fit, in words. @param {Record<string, string>} words @param {RecordTable} table @param {string[]} headings @param {string[][]} rows @param {Source} source */
function listFaults(words, table, headings, rows, source) {
  const faults = [];
  for (const field of table.fields) {
    const heading = source.columns[field.name];
    if (!heading) {
      if (field.needed) faults.push(fillText(words.lacks, { field: field.about }));
      continue;
    }
    const place = headings.indexOf(heading);
    const cells = rows.map((row) => (row[place] ?? "").trim());
    const empty = cells.filter((cell) => !cell).length;
    if (field.needed && empty) faults.push(fillText(words.empty, { heading, count: empty }));
    const wrong = cells.findIndex((cell) => cell && isDated(field) && !isDay(cell, source.dates));
    if (wrong >= 0) faults.push(fillText(words.no_day, { heading, row: wrong + 2, text: cells[wrong] }));
    if (field.shape === "id" && new Set(cells).size < cells.length) faults.push(fillText(words.twice, { heading }));
  }
  return faults;
}
