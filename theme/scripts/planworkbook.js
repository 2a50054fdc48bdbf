/* A plan as an XLSX workbook, as generator/partner_playbooks/downloads/xlsx_file.py makes it: due days follow from the date
   that days are counted from, and what both sides have said is filled in. A test holds the two to each other, cell by cell. */

const SPARE_ROWS = 200; // below the last, that the filter, the colours and the choices reach too
const [FIRST_DATE, LAST_DATE] = [32_874, 2_958_465]; // of 1990 and of 9999, as spreadsheets count days

/** @param {Paper} paper @param {Templates} templates @returns {Promise<Blob>} */
async function writeWorkbook(paper, templates) {
  const { plan, words, documents, groups } = paper;
  const styles = stylesOf(documents.colours);
  const say = (/** @type {string} */ name) => words[name];
  const statuses = Object.values(words.statuses);
  const tasks = [...groups.flatMap((group) => group.tasks.map((task) => ({ task, group: group.title }))), ...paper.added.map((task) => ({ task, group: "" }))];
  const tests = groups.flatMap((group) => group.tests.map((test) => ({ test, group })));
  const hasTests = tests.length > 0;
  const names = nameSheets(["sheet-plan", "sheet-tests", "sheet-people"].map(say));
  const [first, second, third, fourth, fifth] = [...names, FREE_DAYS, CARRIER].map((name) => sheetWriter(name, styles.numbers));
  const told = { for: tasks.some(({ task }) => task.types.length || task.tiers.length), support: tasks.some(({ task }) => task.support), begins: tasks.some(({ task }) => task.from_day), duration: tasks.some(({ task }) => task.duration) };
  const columns = chooseColumns(PLAN_COLUMNS, Object.entries(told).flatMap(([name, is]) => (is ? [name] : [])));
  const at = (/** @type {string} */ name, of = columns) => Object.keys(of).indexOf(name);
  const quoted = (/** @type {string} */ status) => `"${words.statuses[status].replace(/"/g, '""')}"`;
  const imprint = paper.imprint.join(" · ");

  /* -- days -- */

  const year = paper.anchor && Number(paper.anchor.slice(0, 4));
  const [from, to] = documents.years;
  const years = year ? [Math.max(from, Math.min(year - 1, to)), Math.min(to, Math.max(year + 3, from))] : [from, to];
  const isFree = (/** @type {string} */ day) => Number(day.slice(0, 4)) >= years[0] && Number(day.slice(0, 4)) <= years[1] && plan.working.weekdays.includes(weekday(day));
  const free = [...calendarOf(templates, plan.working).holidays].filter(isFree);
  const isDayIn = (/** @type {string} */ cell) => `IF(ISNUMBER(${cell}),AND(${cell}>=${FIRST_DATE},${cell}<=${LAST_DATE}),FALSE)`;
  const weekend = [0, 1, 2, 3, 4, 5, 6].map((day) => (plan.working.weekdays.includes(day) ? "0" : "1")).join("");
  const back = plan.anchor.kind === "target";
  const countFrom = (/** @type {string} */ anchor, /** @type {string} */ day, working = false) => {
    const count = `${day}-IF(${day}>0,1,0)`;
    const [start, step] = working ? [anchor, count] : back ? [`${anchor}+${count}+1`, "-1"] : [`${anchor}+${count}-1`, "1"];
    const rolled = `WORKDAY.INTL(${start},${step},"${weekend}"${free.length ? `,${FREE_DAYS}!$A$1:$A$${free.length}` : ""})`;
    return `IFERROR(IF(AND(${isDayIn(anchor)},ISNUMBER(${day})),IF(${day}=1,${anchor},${rolled}),""),"")`;
  };

  /* -- the first sheet -- */

  const top = paper.isInternal ? 4 : 3;
  const whom = [paper.kicker, paper.subtitle].filter(Boolean).join(" · ");
  first.text(0, 0, plan.title, "title");
  first.height(0, 22);
  first.text(1, 0, whom, "quiet");
  first.text(2, 0, imprint, "quiet");
  if (paper.isInternal) for (const column of [0, 1, 2, 3]) first.text(3, column, column ? "" : say("internal"), "internal");
  first.text(top, 0, plan.anchor.label, "label");
  const anchor = fixedCell(top, 3);
  first.day(top, 3, paper.anchor, "anchor");
  first.onlyDays(cellName(top, 3));
  const [header, row] = [top + 5, top + 1];
  const [start, last] = [header + 1, header + Math.max(1, tasks.length)];
  const [task, status] = ["task", "status"].map((name) => `${fixedCell(start, at(name))}:${fixedCell(MOST_ROWS - 1, at(name))}`);
  const [done, dropped] = ["done", "dropped"].map((each) => `COUNTIFS(${task},"<>",${status},${quoted(each)})`);
  const counts = countTasks(tasks.map((each) => each.task));
  first.text(row, 0, say("progress"), "label");
  first.formula(row, 3, `IFERROR(${done}/(COUNTIFS(${task},"<>")-${dropped}),0)`, counts.all ? counts.done / counts.all : 0, "figure");
  const legend = say(paper.anchor ? "legend-dated" : "legend");
  first.text(row + 1, 0, legend, "quiet");
  const opening = [plan.title, whom, imprint, ...(paper.isInternal ? [say("internal")] : []), say("progress"), legend, plan.anchor.label];
  const noDate = say("no-date").replace(/"/g, '""');
  const reached = fillText(say("no-holidays"), { first: years[0], last: years[1] }).replace(/"/g, '""');
  const outside = `IF(${isDayIn(anchor)},OR(YEAR(${anchor})<${years[0]},YEAR(${anchor})>${years[1]}),FALSE)`;
  first.formula(row + 2, 0, `IFERROR(IF(OR(IF(ISBLANK(${anchor}),FALSE,NOT(${isDayIn(anchor)}))),"${noDate}",IF(OR(${outside}),"${reached}","")),"${noDate}")`, "", "label");
  first.header(header, columns, say);
  /** @type {Map<string, string>} cell of the day on which each task is due */
  const dues = new Map();
  tasks.forEach(({ task, group }, index) => {
    const line = start + index;
    const isOwn = plan.tasks.some(({ id }) => id === task.id);
    const cells = {
      ...{ milestone: [group, "small"], task: [task.title, "strong"], side: [words.sides[task.side] ?? "", "text"], who: [task.owner, "text"] },
      ...{ status: [words.statuses[task.status], "choice"], note: [task.note, "filled-text"], for: [sayLimits(task, paper), "small"] },
      ...{ support: [task.support ?? "", "text"], duration: [String(task.duration ?? ""), "small"], "done-when": [task.done_when, "small"] },
      ...{ after: [task.before.join("; "), "small"], id: [task.id, "small"] },
    };
    const held = Object.entries(cells).filter(([name]) => name in columns);
    first.height(line, heightOf(Object.fromEntries(held.map(([name, [text]]) => [name, text])), columns));
    for (const [name, [text, look]] of held) first.text(line, at(name), text, look);
    const day = cellName(line, at("day"));
    if (isOwn) first.number(line, at("day"), task.day, "day");
    dues.set(task.id, fixedCell(line, at("due")));
    const count = (/** @type {string} */ name, /** @type {string} */ from, /** @type {string | null | undefined} */ value) =>
      first.formula(line, at(name), countFrom(anchor, from, task.working_days), value ? serialOf(value) : "", "date");
    if (!isOwn || findSaid(plan, task.id, "due")) first.day(line, at("due"), task.due);
    else count("due", day, task.due);
    if ("begins" in columns) {
      if (task.from_day && !findSaid(plan, task.id, "due")) count("begins", String(task.from_day), task.begins);
      else first.day(line, at("begins"), null);
    }
    first.day(line, at("done-on"), task.done_on || null, "filled-date");
  });
  const end = last + SPARE_ROWS;
  const down = (/** @type {string} */ one, other = one) => `${cellName(start, at(one))}:${cellName(end, at(other))}`;
  first.choices(down("status"), statuses, say("status-list"));
  const [state, due] = ["status", "due"].map((name) => `$${cellName(start, at(name))}`);
  const open = `${due}<>"",${state}<>${quoted("done")},${state}<>${quoted("dropped")},${state}<>""`;
  first.mark(down(Object.keys(columns)[0], "id"), `OR(${state}=${quoted("done")},${state}=${quoted("dropped")})`, 0, 1);
  first.mark(down("due", "status"), `AND(${open},${due}<TODAY())`, 1, 2);
  first.mark(down("due", "status"), `AND(${open},${due}<=TODAY()+7)`, 2, 3);
  const filtered = `A${header + 1}:${cellName(end, at("id"))}`;
  first.filter(filtered);

  /* -- the others -- */

  const sheetOf = (/** @type {string} */ name) => (/^[A-Za-z_]\w*$/.test(name) && !/^(R|C|[A-Za-z]{1,3}\d+)$/i.test(name) ? name : `'${name.replace(/'/g, "''")}'`);
  const testColumns = chooseColumns(TEST_COLUMNS, tests.some(({ test }) => test.types.length) ? ["for"] : []);
  second.header(0, testColumns, say);
  tests.forEach(({ test, group }, index) => {
    const line = index + 1;
    const texts = { milestone: group.title, test: test.text, ...("for" in testColumns ? { for: test.types.join(", ") } : {}), status: words.statuses[test.status], note: test.note, id: test.id };
    second.height(line, heightOf(texts, testColumns));
    /** @type {Record<string, string>} */
    const looks = { status: "choice", note: "filled-text", id: "small" };
    for (const [name, text] of Object.entries(texts)) second.text(line, at(name, testColumns), text, looks[name] ?? "text");
    const own = countFrom(`${sheetOf(first.name)}!${anchor}`, String(group.day));
    const late = group.tasks.filter((each) => each.working_days).map((each) => `${sheetOf(first.name)}!${dues.get(each.id)}`);
    second.formula(line, at("due", testColumns), late.length ? `IFERROR(MAX(${[own, ...late].join(",")}),"")` : own, group.due ? serialOf(group.due) : "", "date");
  });
  if (hasTests) second.choices(`${cellName(1, at("status", testColumns))}:${cellName(tests.length, at("status", testColumns))}`, statuses, say("status-list"));
  const people = paper.people.map(({ title, side, name, address }) => [title, words.sides[side] ?? "", name, address]);
  const peopleColumns = widenColumns({ role: 30, side: 12, name: 34, contact: 40 }, people);
  third.header(0, peopleColumns, say);
  people.forEach((texts, index) => {
    third.height(index + 1, heightOf(Object.fromEntries(Object.keys(peopleColumns).map((name, column) => [name, texts[column]])), peopleColumns));
    texts.forEach((text, column) => third.text(index + 1, column, text, column === 2 ? "filled-text" : "text"));
  });
  free.forEach((day, index) => fourth.day(index, 0, day));
  const carried = {
    ...plan,
    ...{ statuses: words.statuses, sides: words.sides, columns: Object.fromEntries(Object.keys({ ...PLAN_COLUMNS, ...TEST_COLUMNS }).map((name) => [say(name), name])) },
    ...{ date_format: documents.date_format, opening, people: paper.people.map(({ title, name, address }) => [title, name, address]) },
    limits: Object.fromEntries([...tasks.map(({ task }) => [task.id, sayLimits(task, paper)]), ...tests.map(({ test }) => [test.id, test.types.join(", ")])].filter(([, limit]) => limit)),
  };
  const letters = [...JSON.stringify(carried)];
  for (let part = 0; part * LONGEST_CELL < letters.length; part += 1) fifth.text(part, 0, letters.slice(part * LONGEST_CELL, (part + 1) * LONGEST_CELL).join(""));

  /* -- paper -- */

  const plain = (/** @type {string} */ text) => text.replace(/&/g, "&&");
  const mark = paper.isInternal ? `&R&B${plain(say("internal"))}` : "";
  const page = plain(say("page")).replace("{page}", "&P").replace("{pages}", "&N");
  const shown = hasTests ? [first, second, third] : [first, third];
  for (const sheet of shown) sheet.paper(`&L${plain(paper.heading).slice(0, 150)}${mark}`, `&L${plain(imprint).slice(0, 180)}&R${page}`);
  const defined = (/** @type {string} */ name, /** @type {number} */ sheet, /** @type {string} */ area, more = "") => `<definedName name="_xlnm.${name}" localSheetId="${sheet}"${more}>${escapeXml(area)}</definedName>`;
  const area = (/** @type {string} */ one, /** @type {string} */ other) => `${sheetOf(first.name)}!${one}:${other}`;
  const called = [
    defined("_FilterDatabase", 0, area(fixedCell(header, 0), fixedCell(end, at("id"))), ' hidden="1"'),
    defined("Print_Area", 0, area("$A$1", fixedCell(last, at("done-when")))),
    ...(hasTests ? [defined("Print_Area", 1, `${sheetOf(second.name)}!$A$1:${fixedCell(tests.length, at("note", testColumns))}`)] : []),
    ...shown.map((sheet, index) => defined("Print_Titles", index, `${sheetOf(sheet.name)}!$${index ? 1 : header + 1}:$${index ? 1 : header + 1}`)),
  ];
  const sheets = [...shown.map((sheet) => ({ sheet, isHidden: false })), ...[fourth, fifth].map((sheet) => ({ sheet, isHidden: true }))];
  return packSheets(sheets, styles.xml, called.join(""), { title: paper.heading, author: templates.vendor });
}
