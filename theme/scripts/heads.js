/* Which column of a sheet holds what: by its heading, else by its likeness to one, else by what stands below it. */

const WITHIN_ROWS = 60; // from the top, where the line of column names is looked for
const NAMING = ["id", "task", "test"]; // columns that say what a row is about
const OF_PLANS = new Set([...Object.keys(PLAN_COLUMNS), ...Object.keys(TEST_COLUMNS), "counted", "tiers", "recurrence"]);
const OF_PEOPLE = new Set(["role", "side", "name", "contact"]);

/**
 * @typedef {{row: number, first: number, columns: Map<string, number>, others: Map<number, string>, guesses: {kind: string, of: Record<string, unknown>}[]}} ColumnHeads
 *   the row of the headings, -1 where there are none; the first row below; the place of each column, and of those that are
 *   not understood with their headings; and what was concluded from a likeness
 */

/** Whether it is of the sheet that tells who is who. @param {Map<string, number>} columns @returns {boolean} */
function isOfPeople(columns) {
  return columns.has("role") && !NAMING.some((name) => columns.has(name));
}

/** @param {Cell[]} row @param {number} place @returns {string} */
function rawText(row, place) {
  return stripText(row[place]?.raw ?? "");
}

/** @param {Map<string, number>} columns @returns {boolean} whether a line is one of headings */
function isHeadLine(columns) {
  const ours = [...columns.keys()].filter((name) => OF_PLANS.has(name));
  const isPlan = ours.length >= 2 && (ours.some((name) => NAMING.includes(name)) || ours.length >= 4);
  return isPlan || (columns.has("role") && (columns.has("name") || columns.has("contact")));
}

/** Finds the columns of sheets, by the words of a workbook, those of both languages, and what the plan holds. @param {Terms} terms @param {SentPlan} sent */
function columnFinder({ columns: own }, { titles, words, layouts }) {
  const known = new Map([...COLUMN_OF, ...own]);
  const keys = new Set([...titles.keys()].map(foldCase));
  const isKey = (/** @type {string} */ text) => keys.has(foldCase(text));

  const readLine = (/** @type {Cell[]} */ row) => {
    /** @type {Map<string, number>} */
    const found = new Map();
    const headings = row.flatMap((cell, place) => (cell.kind === "text" ? [{ place, heading: normalizeHeading(cell.raw) }] : []));
    /* Of two headings for one column, such as “Done?” and “Done on”, the one that was sent holds. */
    for (const each of [own, known]) {
      for (const { place, heading } of headings) {
        const column = each.get(heading);
        if (column !== undefined && ![...found.values()].includes(place) && !found.has(column)) found.set(column, place);
      }
    }
    const isPeople = isOfPeople(found);
    if (isPeople && found.has("who") && !found.has("name")) found.set("name", found.get("who") ?? 0);
    return new Map([...found].filter(([column]) => (isPeople ? OF_PEOPLE : OF_PLANS).has(column)));
  };

  /** Take the free column in which most of what stands there is known, if that is at least half. @param {ColumnHeads} head @param {string} column @param {number[]} free @param {Cell[][]} rows @param {(text: string) => boolean} isKnown */
  const take = (head, column, free, rows, isKnown) => {
    let [best, most] = [-1, 0];
    for (const place of [...free].sort((one, other) => one - other)) {
      const texts = rows.map((row) => rawText(row, place)).filter(Boolean);
      const count = texts.filter(isKnown).length;
      if (count * 2 >= texts.length && count > most) [best, most] = [place, count];
    }
    if (most) head.columns.set(column, best);
  };
  const freeOf = (/** @type {ColumnHeads} */ head, /** @type {number[]} */ used) => used.filter((place) => ![...head.columns.values()].includes(place));
  const byContent = (/** @type {ColumnHeads} */ head, /** @type {Cell[][]} */ below, /** @type {number[]} */ used) => {
    if (!head.columns.has("id")) take(head, "id", freeOf(head, used), below, isKey);
    if (head.columns.has("task") || head.columns.has("test")) return;
    for (const column of /** @type {const} */ (["task", "test"])) {
      take(head, column, freeOf(head, used), below, (text) => words[column].has(normalizeWord(text)));
    }
  };
  const alike = (/** @type {string} */ heading, /** @type {Map<string, number>} */ taken) => {
    const typed = normalizeHeading(heading);
    if ([...typed].length < 4) return "";
    /** @type {Map<string, number>} */
    const scores = new Map();
    for (const [each, column] of known) {
      if ([...each].length >= 4) scores.set(column, Math.max(scores.get(column) ?? 0, measureLikeness(typed, each)));
    }
    const [first, second] = [...scores].sort(([, one], [, other]) => other - one);
    return first[1] >= 0.82 && first[1] > second[1] && !taken.has(first[0]) ? first[0] : "";
  };
  const byStatus = (/** @type {ColumnHeads} */ head, /** @type {Cell[][]} */ below, /** @type {number[]} */ used, /** @type {Map<number, string>} */ names) => {
    const naming = NAMING.flatMap((name) => head.columns.get(name) ?? []);
    const rows = below.filter((row) => naming.some((place) => rawText(row, place))).length;
    for (const place of freeOf(head, used)) {
      const typed = below.map((row) => rawText(row, place)).filter(Boolean).map(normalizeWord);
      if (!typed.length || typed.length * 2 < rows || !typed.every((word) => STATUS_OF.has(word))) continue;
      head.columns.set("status", place);
      head.guesses.push({ kind: "by_status", of: { name: names.get(place) ?? "" } });
      return;
    }
  };
  /** Find the columns whose headings say nothing, or are written otherwise. @param {ColumnHeads} head @param {Grid} grid */
  const complete = (head, { rows }) => {
    const [line, below, width] = [rows[head.row], rows.slice(head.row + 1), rows[0].length];
    const free = freeOf(head, [...Array(width).keys()]);
    const names = new Map(free.map((place) => [place, rawText(line, place)]));
    const used = free.filter((place) => names.get(place) || below.some((row) => rawText(row, place)));
    const ours = isOfPeople(head.columns) ? OF_PEOPLE : OF_PLANS;
    if (ours === OF_PLANS) byContent(head, below, used);
    for (const place of freeOf(head, used)) {
      const name = names.get(place) ?? "";
      const column = alike(name, head.columns);
      if (!column || !ours.has(column)) continue;
      head.columns.set(column, place);
      head.guesses.push({ kind: "alike", of: { name, column } });
    }
    if (!head.columns.has("status") && !isOfPeople(head.columns)) byStatus(head, below, used, names);
    head.others = new Map(freeOf(head, used).map((place) => [place, names.get(place) ?? ""]));
  };
  /** The columns of a sheet without headings, by the ids or titles that stand in it. @param {Grid} grid @returns {ColumnHeads | null} */
  const conclude = ({ rows }) => {
    /** @type {ColumnHeads} */
    const head = { row: -1, first: 0, columns: new Map(), others: new Map(), guesses: [] };
    const all = [...Array(rows[0]?.length ?? 0).keys()];
    byContent(head, rows, all);
    if (!head.columns.size) return null;
    const found = [...head.columns];
    for (const layout of layouts) {
      const shifts = new Set(found.filter(([column]) => layout.includes(column)).map(([column, place]) => place - layout.indexOf(column)));
      const [shift] = shifts;
      if (shifts.size !== 1 || found.length < 2 || shift < 0 || !found.every(([column]) => layout.includes(column))) continue;
      head.columns = new Map(layout.map((column, place) => [column, place + shift]));
      head.guesses.push({ kind: "no_headings", of: {} });
      break;
    }
    const isKnown = (/** @type {string} */ text) => isKey(text) || words.task.has(normalizeWord(text)) || words.test.has(normalizeWord(text));
    const firsts = NAMING.flatMap((name) => head.columns.get(name) ?? []).map((place) => {
      const at = rows.findIndex((row) => isKnown(rawText(row, place)));
      return at < 0 ? rows.length : at;
    });
    head.first = Math.min(...firsts);
    const used = all.filter((place) => rows.slice(head.first).some((row) => (row[place]?.raw ?? "") !== ""));
    if (!head.columns.has("status")) byStatus(head, rows.slice(head.first), used, new Map());
    head.others = new Map(freeOf(head, used).map((place) => [place, ""]));
    return head;
  };
  return {
    /** The columns of a sheet; null where nothing in it is of the plan. @param {Grid} grid @returns {ColumnHeads | null} */
    find: (grid) => {
      /** @type {ColumnHeads | null} */
      let best = null;
      grid.rows.slice(0, WITHIN_ROWS).forEach((line, row) => {
        const columns = readLine(line);
        if (isHeadLine(columns) && columns.size > (best?.columns.size ?? 0)) best = { row, first: row + 1, columns, others: new Map(), guesses: [] };
      });
      if (best) complete(best, grid);
      return best ?? conclude(grid);
    },
    /** Whether a row repeats the headings. @param {Cell[]} line @param {ColumnHeads} head @returns {boolean} */
    isHead: (line, head) => {
      const columns = readLine(line);
      return head.row >= 0 && isHeadLine(columns) && [...columns].every(([column, place]) => head.columns.get(column) === place);
    },
  };
}
