/* Which task or exit test a row is about: by its id, else by its title, else by one that is like it alone. */

/**
 * @typedef {{sheet: string, number: number, cells: Map<string, Cell>, others: [heading: string, cell: Cell][]}} Row a row of a
 *   table, with its cells by what they hold, and what stands under no heading that is understood
 * @typedef {{key?: string, guess?: string, reason?: string, of?: Record<string, unknown>, isRepeat?: boolean}} RowMatch what a row
 *   is about; how it was found, where not by its id; or why it was not read
 */

/** @param {string} sheet @param {number} number from 1 @param {Cell[]} line @param {ColumnHeads} head @returns {Row} */
function rowOf(sheet, number, line, head) {
  const taken = new Set(head.columns.values());
  return {
    ...{ sheet, number },
    cells: new Map([...head.columns].map(([column, place]) => [column, line[place] ?? EMPTY_CELL])),
    others: line.flatMap((cell, place) => (!taken.has(place) && (textOfCell(cell) || cell.formula) ? [[head.others.get(place) ?? "", cell]] : [])),
  };
}

/** What a row is about, in words. @param {Row} row @returns {string} */
function titleOfRow({ cells }) {
  return textOfCell(cells.get("task")) || textOfCell(cells.get("test"));
}

/** All that stands in a row, in one line. @param {Row} row @returns {string} */
function showRow({ cells, others }) {
  return [...cells.values(), ...others.map(([, cell]) => cell)].map((cell) => textOfCell(cell)).filter(Boolean).join(" | ");
}

/** What a row says, to be compared with another row of the same task. @param {Row} row @returns {string} */
function saidInRow({ cells, others }) {
  const own = [...cells].filter(([column, cell]) => column !== "id" && !followsFromAnchor(cell)).sort(([one], [other]) => order(one, other));
  return JSON.stringify([...own, ...others].map(([, cell]) => textOfCell(cell)).filter(Boolean));
}

/**
 * Find out what rows are about; each task and exit test has one row. Those with an id come first, then the others.
 * @param {Row[]} rows @param {SentPlan} sent @param {(row: Row, match: RowMatch) => void} then @returns {Map<string, Row>} by key
 */
function matchRows(rows, { titles, hintsOf }, then) {
  const ids = new Map([...titles.keys()].map((key) => [foldCase(key), key]));
  const words = new Map([...titles].map(([key, title]) => [key, normalizeWord(title)]));
  /** @type {Map<string, Row>} */
  const seen = new Map();
  const once = (/** @type {Row} */ row, /** @type {string} */ key, guess = "") => {
    const first = seen.get(key);
    if (!first) {
      seen.set(key, row);
      return { key, guess };
    }
    if (saidInRow(first) === saidInRow(row)) return { key, isRepeat: true };
    const of = { row: first.number, sheet: first.sheet };
    return { key, reason: first.sheet === row.sheet ? "twice" : "twice_elsewhere", of };
  };
  const byTitle = (/** @type {Row} */ row) => {
    const [id, title] = [textOfCell(row.cells.get("id")), titleOfRow(row)];
    if (!title) return { reason: id ? "no_id" : "nameless", of: { id } };
    const named = [...words].filter(([, word]) => word === normalizeWord(title)).map(([key]) => key);
    const free = named.filter((key) => !seen.has(key));
    if (!free.length) return named.length ? once(row, named[0]) : null;
    const fits = (/** @type {string} */ key) =>
      Object.entries(hintsOf(key)).every(([column, value]) => !row.cells.has(column) || textOfCell(row.cells.get(column)) === value);
    const fitting = free.filter(fits);
    const told = fitting.length ? fitting : free;
    return once(row, told[0], told.length > 1 ? "by_title_several" : "by_title");
  };
  const byLikeness = (/** @type {Row} */ row) => {
    const word = normalizeWord(titleOfRow(row));
    const scores = [...words].filter(([key]) => !seen.has(key)).map(([key, title]) => ({ key, score: measureLikeness(word, title) }));
    const [near, next] = [...scores.sort((one, other) => other.score - one.score || order(other.key, one.key)), { key: "", score: 0 }, { key: "", score: 0 }];
    if (near.score >= 0.8 && near.score - next.score >= 0.08) return once(row, near.key, "by_likeness");
    const id = textOfCell(row.cells.get("id"));
    if (id) return { reason: "no_id", of: { id } };
    return textOfCell(row.cells.get("task")) ? {} : { reason: "no_test" };
  };
  const byTheirTitle = [];
  for (const row of rows) {
    const key = ids.get(foldCase(textOfCell(row.cells.get("id"))));
    if (key) then(row, once(row, key));
    else byTheirTitle.push(row);
  }
  const rest = [];
  for (const row of byTheirTitle) {
    const found = byTitle(row);
    if (found) then(row, found);
    else rest.push(row);
  }
  for (const row of rest) then(row, byLikeness(row));
  return seen;
}
