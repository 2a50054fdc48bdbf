/* A workbook that was filled in: what its cells say that the plan does not, and what was not understood. The rules of
   generator/partner_playbooks/plans/returned/workbook.py; a test holds both on hundreds of edited workbooks. */

/** @type {Record<string, string>} columns that may be changed, with what they say */
const READ_COLUMNS = { status: "status", "done-on": "done_on", note: "note", due: "due", task: "title", who: "owner", "done-when": "done_when" };
const FIXED_COLUMNS = ["milestone", "side", "day", "after", "counted", "for", "support", "begins", "duration", "recurrence"];
/** Columns that people fill in: where one is missing, something may have been lost with it. @type {Record<string, string[]>} */
const WANTED_COLUMNS = { task: ["status", "done-on", "note", "due", "who"], test: ["status", "note"] };

/** @typedef {{plan: PlanFile, unread: Finding[], guesses: Finding[]}} TablesRead what a workbook says of a plan, and what was not understood, or by its likeness alone */

/**
 * What the tables of a workbook say of a plan.
 * @param {Tables} tables @param {PlanFile} plan @param {Terms} terms @param {string} by the file @param {string} at when it was changed, where it does not say so itself
 * @param {(anchor: string) => boolean} isReached whether a calendar holds all days of the plan @returns {TablesRead | null} null where nothing is of the plan
 */
function readTables(tables, plan, terms, by, at, isReached) {
  const sent = sentPlan(plan, terms);
  const { titles } = sent;
  const cells = cellReader(terms.statuses, sent.dateOrder, tables.from1904);
  const heads = columnFinder(terms, sent);
  const [unread, guesses] = [[...tables.unread], /** @type {Finding[]} */ ([])];
  /** @type {Word[]} */
  const words = [];
  const said = wordsOf(plan);
  const told = (/** @type {Partial<Finding>} */ place, /** @type {string} */ kind, value = "", title = "", of = {}) => ({ ...place, kind, value, title, of });
  const refuse = (/** @type {[Partial<Finding>, string, string?, string?, Record<string, unknown>?]} */ ...finding) => unread.push(told(...finding));
  const guess = (/** @type {[Partial<Finding>, string, string?, string?, Record<string, unknown>?]} */ ...finding) => guesses.push(told(...finding));
  const titleOf = (/** @type {string} */ key) => titles.get(key) ?? "";
  const fault = (/** @type {Partial<Finding>} */ place, /** @type {string} */ kind, /** @type {Cell} */ cell, /** @type {string} */ title) =>
    refuse(place, kind, textOfCell(cell), title, { value: squeezeText(textOfCell(cell)), formula: cell.formula, choices: STATUSES.join(", ") });
  /** Note what was said of something; what cannot be said of it is refused. @param {Partial<Finding>} place @param {string} key @param {string} field @param {string} value */
  const say = (place, key, field, value) => {
    const lines = WITH_LINES.includes(field);
    const bad = value && field !== "status" && !DATES.includes(field) ? findTextFault(value, lines) : null;
    if (bad) return refuse(place, bad.kind, value, titleOf(key), { ...bad, most: MOST_OF_A_TEXT });
    if (field === "anchor" && value && !isReached(value)) return refuse(place, "unreached", value, titleOf(key));
    const before = said.filter((word) => word.key === key && word.field === field).map((word) => Date.parse(word.at) + 1);
    const last = Math.min(Math.max(Date.parse(tables.changed || at), ...before), LAST_TIME);
    return words.push({ key, field, at: new Date(last).toISOString(), by, value });
  };
  const headingOf = (/** @type {string} */ column) => {
    const [own] = [...terms.columns].filter(([, each]) => each === column).map(([heading]) => heading).slice(-1);
    const heading = own ?? column.replace(/-/g, " ");
    return heading.charAt(0).toUpperCase() + heading.slice(1).toLowerCase();
  };
  const lose = (/** @type {string} */ sheet, /** @type {string} */ column) => refuse({ sheet }, "no_column", "", "", { heading: headingOf(column) });
  let [isUnderstood, hasAnchor] = [false, false];

  /* -- sheets -- */

  const tellHead = (/** @type {Grid} */ grid, /** @type {ColumnHeads} */ head) => {
    for (const { kind, of } of head.guesses) guess({ sheet: grid.name }, kind, "", "", of);
    grid.rows.forEach((line, index) => {
      const title = titleOf(textOfCell(line[head.columns.get("id") ?? -1]));
      for (const { comment } of line) if (comment) refuse({ sheet: grid.name, row: index + 1 }, "comment", comment, title);
    });
  };
  const readSheet = (/** @type {Grid} */ grid, /** @type {ColumnHeads} */ head) => {
    tellHead(grid, head);
    if (readOpening(grid, head, plan, terms, cells, { refuse, guess, fault, say })) hasAnchor = true;
    const rows = grid.rows.slice(head.first).flatMap((line, index) =>
      !heads.isHead(line, head) && line.some((cell) => cell.kind) ? [rowOf(grid.name, head.first + index + 1, line, head)] : [],
    );
    const isTest = head.columns.has("test") && !head.columns.has("task");
    const missing = rows.length ? WANTED_COLUMNS[isTest ? "test" : "task"].filter((column) => !head.columns.has(column)) : [];
    for (const column of missing) lose(grid.name, column);
    return rows;
  };

  /* -- rows -- */

  /** @param {Row} row @param {string} key @param {string} field @param {Cell} cell @param {Record<string, string[]>} base */
  const readField = (row, key, field, cell, base) => {
    const place = { sheet: row.sheet, row: row.number };
    const found = cells.read(field, cell);
    if (field === "done_on" && found.fault && !cell.isError) {
      const [tick, status] = [cells.isTick(cell), row.cells.get("status")];
      const claimed = status ? cells.read("status", status).value : "open";
      if (tick === false && claimed !== "done") return;
      if (tick && ["open", "doing", "done"].includes(claimed)) return void say(place, key, "status", "done");
    }
    if (found.fault) return void fault(place, found.fault, cell, titleOf(key));
    const stored = Object.hasOwn(plan.state, key) && Object.hasOwn(plan.state[key], field) ? plan.state[key][field].value : null;
    const was = field === "status" && !stored ? "open" : (stored ?? base[field]?.[0] ?? "");
    const isKept = field === "due" && !found.value;
    if (!isKept && !sameWords(found.value, was)) say(place, key, field, found.value);
  };
  /** Tell where something that comes from the plan was written over. @param {Row} row @param {string} column @param {Cell} cell @param {boolean} isSame @param {string} title @param {string} [text] */
  const keepFixed = (row, column, cell, isSame, title, text = textOfCell(cell)) => {
    if (text && !isSame) refuse({ sheet: row.sheet, row: row.number }, "fixed", text, title, { heading: headingOf(column) });
  };
  const readKnown = (/** @type {Row} */ row, /** @type {string} */ key, /** @type {string} */ title) => {
    const [base, test] = [sent.rowOf(key), sent.tests.get(key)];
    for (const [column, cell] of row.cells) {
      const field = READ_COLUMNS[column];
      if (FIXED_COLUMNS.includes(column) && column in base) {
        const text = ["day", "duration"].includes(column) ? countOfCell(cell) : textOfCell(cell);
        const isSame = base[column].some((each) => sameWords(foldCase(text), foldCase(each)));
        keepFixed(row, column, cell, isSame || followsFromAnchor(cell), title, text);
      } else if (test && column === "due") {
        const isSame = followsFromAnchor(cell) || (test.milestone.due !== null && cells.read("due", cell).value === test.milestone.due);
        keepFixed(row, column, cell, isSame, titleOf(key));
      } else if (column === "test" || (test && column === "task")) {
        keepFixed(row, column, cell, sameWords(foldCase(textOfCell(cell)), foldCase(titleOf(key))), titleOf(key));
      } else if (field && !cell.isCovered && !(column === "due" && followsFromAnchor(cell))) {
        readField(row, key, field, cell, base);
      }
    }
  };
  /** @type {Map<string, Row[]>} rows of tasks that were added, by their title */
  const added = new Map();
  const readAdded = (/** @type {Row} */ row) => {
    const [place, title] = [{ sheet: row.sheet, row: row.number }, textOfCell(row.cells.get("task"))];
    const earlier = added.get(title) ?? [];
    added.set(title, earlier);
    if (earlier.some((each) => saidInRow(each) === saidInRow(row))) return;
    if (earlier.length) guess(place, "added_twice", showRow(row), title, { row: earlier[0].number });
    const key = keyOfAdded(title, earlier.length);
    earlier.push(row);
    titles.set(key, title);
    for (const [column, cell] of row.cells) {
      const field = READ_COLUMNS[column];
      if (!field) {
        if (column !== "id" && textOfCell(cell)) guess(place, "added_keeps", textOfCell(cell), title, { heading: headingOf(column) });
      } else if ((textOfCell(cell) || cell.formula) && !(field === "due" && followsFromAnchor(cell) && !textOfCell(cell))) {
        readField(row, key, field, cell, {});
      }
    }
  };

  /* -- the whole -- */

  const [people, rows] = [/** @type {[Grid, ColumnHeads][]} */ ([]), /** @type {Row[]} */ ([])];
  for (const grid of tables.grids) {
    if (isCarrier(grid) || grid.name === FREE_DAYS || !grid.rows.some((line) => line.some((cell) => cell.kind))) continue;
    const head = heads.find(grid);
    if (!head) refuse({ sheet: grid.name }, "sheet", grid.rows.flat().map((cell) => textOfCell(cell)).filter(Boolean).join("; "));
    else if (isOfPeople(head.columns)) people.push([grid, head]);
    else rows.push(...readSheet(grid, head));
  }
  const seen = matchRows(rows, sent, (row, { key = "", guess: how, reason, of, isRepeat }) => {
    const [place, title] = [{ sheet: row.sheet, row: row.number }, titles.get(key) ?? titleOfRow(row)];
    if (isRepeat) return;
    if (reason) return void refuse(place, reason, showRow(row), key ? title : "", of);
    if (how) guess(place, how, titleOfRow(row), title);
    isUnderstood = true;
    if (key) readKnown(row, key, title);
    else readAdded(row);
    for (const [heading, cell] of row.others) {
      refuse(place, heading ? "other_column" : "no_heading", textOfCell(cell) || cell.formula, title, { heading });
    }
  });
  const named = new Set(words.filter(({ field }) => field === "owner").map(({ key }) => key));
  for (const [grid, head] of people) {
    tellHead(grid, head);
    if (!head.columns.has("name")) lose(grid.name, "name");
    readPeople(grid, head, plan, terms.people, { refuse, name: (place, key, owner) => named.has(key) || say(place, key, "owner", owner) });
    isUnderstood = true;
  }
  if (!isUnderstood) return null;
  for (const [one, every, keys] of /** @type {[string, string, string[]][]} */ ([
    ["lost_task", "lost_every_task", [...sent.tasks.keys()]],
    ["lost_test", "lost_every_test", [...sent.tests.keys()]],
  ])) {
    const lost = keys.filter((key) => !seen.has(key));
    if (lost.length && lost.length === keys.length) refuse({ file: true }, every, lost.map(titleOf).join("; "));
    else for (const key of lost) refuse({ file: true }, one, "", titleOf(key));
  }
  if (!people.length) refuse({ file: true }, "no_people");
  if (!hasAnchor && rows.some((row) => row.cells.has("task"))) refuse({ file: true }, "no_anchor", "", plan.anchor.label);
  return { plan: withWords(plan, [...said, ...words]), unread, guesses };
}
