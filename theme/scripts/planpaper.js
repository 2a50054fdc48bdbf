/* A plan on paper: made of elements while it is printed, with the content of the command line's PDF. Everything is text. */

/** @param {string} name @param {string} className @param {(Node | string)[]} children @returns {HTMLElement} */
function block(name, className, children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** @param {Run[]} runs @returns {Node[]} */
function runsOf(runs) {
  return runs.map((run) => {
    /** @type {Node} */
    let node = document.createTextNode(run.text);
    if (run.code) node = block("code", "", [node]);
    if (run.strong) node = block("strong", "", [node]);
    if (run.emphasis) node = block("em", "", [node]);
    return node;
  });
}

/** Rich text: paragraphs, items and tables, one below the other. @param {Piece[]} pieces @returns {HTMLElement[]} */
function piecesOf(pieces) {
  return pieces.map(({ runs, depth, number, bullet, rows }) => {
    if (rows.length) return tableWith(rows[0].map(runsOf), rows.slice(1).map((row) => row.map(runsOf)), "");
    const sign = bullet ? "• " : number === null ? "" : `${number}. `;
    const made = block("p", "", [sign, ...runsOf(runs)]);
    made.classList.add(`plan-paper__depth-${Math.min(depth, 4)}`);
    return made;
  });
}

/** A table whose names of columns stand on each page. @param {(Node | string)[][]} head @param {(Node | string)[][][]} rows @param {string} kind @returns {HTMLElement} */
function tableWith(head, rows, kind) {
  const line = (/** @type {string} */ name, /** @type {(Node | string)[][]} */ cells) => block("tr", "", cells.map((cell) => block(name, "", cell)));
  return block("table", `plan-paper__table ${kind}`.trim(), [block("thead", "", [line("th", head)]), block("tbody", "", rows.map((row) => line("td", row)))]);
}

/** @param {string} label @param {string} text @returns {HTMLElement[]} */
function labelled(label, text) {
  return text ? [block("div", "plan-paper__fine", [block("b", "", [label]), " ", text])] : [];
}

/** @param {string} status @returns {HTMLElement} a box to tick with a pen */
function boxFor(status) {
  return block("span", ENDED.includes(status) ? "plan-paper__box ticked" : "plan-paper__box", []);
}

/** @param {Paper} paper @param {PaperTask} task @returns {(Node | string)[][]} */
function taskCells(paper, task) {
  const { words, dated } = paper;
  const fine = (/** @type {string} */ text) => (text ? [block("div", "plan-paper__fine", [text])] : []);
  const state = task.status === "open" ? "" : words.statuses[task.status];
  const about = [
    block("strong", "", [task.title]),
    ...fine(task.types.length ? `${words["item-for"]} ${task.types.join(", ")}` : ""),
    ...sayTiers(task, paper).flatMap(fine),
    ...labelled(words["done-when"], task.done_when),
    ...labelled(words.after, task.before.join("; ")),
    ...fine(sayEffort(task, paper)),
    ...labelled(words.status, [state, task.done_on ? dated(task.done_on) : ""].filter(Boolean).join(", ")),
    ...labelled(words.note, task.note),
  ];
  const dates = sayDates(task, paper);
  const who = [task.owner, ...fine(words.sides[task.side] ?? "")];
  return [[boxFor(task.status)], about, who, dates ? [dates, ...fine(task.when)] : [task.when]];
}

/** The programme's logo, which the page has already. @returns {Node[]} */
function logo() {
  const found = document.querySelector(".md-header .md-logo :is(img, svg)");
  return found ? [found.cloneNode(true)] : [];
}

/** What stands at the top: whom it is for, what it is called, and what there is to know. @param {Paper} paper @param {string} title @param {string} kicker @returns {HTMLElement[]} */
function coverOf(paper, title, kicker) {
  return [
    block("p", "plan-paper__imprint", [...logo(), paper.imprint.join(" · ")]),
    ...(paper.isInternal ? [block("p", "plan-paper__mark", [paper.words.internal])] : []),
    ...(kicker ? [block("p", "plan-paper__kicker", [kicker])] : []),
    block("p", "plan-paper__title", [title]),
  ];
}

/**
 * A whole plan on paper.
 * @param {Paper} paper @param {string} vendor @returns {HTMLElement[]}
 */
function planOnPaper(paper, vendor) {
  const { words, dated } = paper;
  const heading = (/** @type {string} */ text) => block("p", "plan-paper__heading", [text]);
  const columns = [[""], [words.task], [words.who], [words.due]];
  const sides = [vendor, paper.plan.partner].filter(Boolean).join(" · ");
  const groups = paper.groups.map((group) => {
    const when = group.due ? dated(group.due) : group.when;
    const tests = group.tests.map(({ text, types, status, note }) =>
      block("div", "plan-paper__line", [boxFor(status), block("div", "", [types.length ? `${types.join(", ")}: ${text}` : text, ...labelled(words.note, note)])]),
    );
    return block("section", "plan-paper__group", [
      heading(when ? fillText(words.heading, { date: when, title: group.title }) : group.title),
      ...labelled(words["plan-entry"], group.entry),
      ...(group.tasks.length ? [tableWith(columns, group.tasks.map((task) => taskCells(paper, task)), "tasks")] : []),
      ...(tests.length ? [block("div", "plan-paper__test", [block("p", "plan-paper__subheading", [words["exit-test"]]), ...tests])] : []),
    ]);
  });
  const texts = (/** @type {string[][]} */ rows) => rows.map((row) => row.map((text) => [text]));
  const risks = tableWith([[words["plan-signal"]], [words["plan-mitigation"]], [words["plan-escalation"]]], texts(paper.risks), "risks");
  const people = paper.people.map(({ title, side, name, address }) => [title, words.sides[side] ?? "", name, address]);
  const who = tableWith([[words.role], [words.side], [words.name], [words.contact]], texts(people), "people");
  return [
    ...coverOf(paper, paper.plan.title, [sides, ...paper.plan.made_for].filter(Boolean).join(" · ")),
    block("p", "plan-paper__subtitle", [paper.subtitle]),
    block("div", "plan-paper__facts", paper.facts.map(([label, text]) => block("div", "", [block("b", "", [label]), block("div", text ? "" : "plan-paper__blank", [text])]))),
    ...piecesOf(paper.objective),
    ...groups,
    ...(paper.added.length ? [block("section", "plan-paper__group", [tableWith(columns, paper.added.map((task) => taskCells(paper, task)), "tasks")])] : []),
    ...(paper.risks.length ? [block("section", "plan-paper__group", [heading(words["plan-risks"]), risks])] : []),
    ...(people.length ? [block("section", "plan-paper__group", [heading(words.people), who])] : []),
  ];
}

/**
 * The tasks of one person on one sheet.
 * @param {Paper} paper @param {{owner: string, side: string}} person @param {string} other the name of the other side @param {string} language of the page
 * @returns {HTMLElement[]}
 */
function personOnPaper(paper, person, other, language) {
  const { words, dated } = paper;
  const tasks = tasksOfPerson([...paper.groups.flatMap((group) => group.tasks), ...paper.added], person);
  const rows = tasks.map((task) => [
    [boxFor(task.status)],
    [block("strong", "", [task.title]), ...(task.note ? labelled(words.note, task.note) : [])],
    [sayDates(task, paper) || task.when],
    [task.done_when],
    [task.support || other],
  ]);
  const title = sayCount(PLAN_FILES.words.your_tasks, tasks.length, language);
  const date = paper.anchor ? `${paper.plan.anchor.label}: ${dated(paper.anchor)}` : "";
  return [
    ...coverOf(paper, title, fillText(PLAN_FILES.words.of_person, { person: person.owner, plan: paper.heading })),
    ...(date ? [block("p", "plan-paper__subtitle", [date])] : []),
    tableWith([[""], [words.task], [words.due], [words["done-when"]], [PLAN_FILES.words.with_whom]], rows, "mine"),
  ];
}

/** The tasks of one person, by their days. @template {Standing} T @param {T[]} tasks @param {{owner: string, side: string}} person @returns {T[]} */
function tasksOfPerson(tasks, { owner, side }) {
  const own = tasks.filter((task) => task.owner === owner && task.side === side && task.status !== "dropped");
  return own.sort((one, two) => order(one.due ?? "9999", two.due ?? "9999"));
}
