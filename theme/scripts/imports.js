/* A plan as tables that planning programs import: a row per task, and one for each exit test with what must be true in it.
   Column names are those that the programs give them, in English whatever the language. */

/** What of a plan is still of use: not what nobody needs. @param {Paper} paper @returns {PaperTask[]} */
function tasksToImport(paper) {
  return [...paper.groups.flatMap((group) => group.tasks), ...paper.added].filter((task) => task.status !== "dropped");
}

/** @param {string | null | undefined} day @returns {string} as 12/31/2026 */
function monthFirst(day) {
  const [year, month, date] = (day ?? "").split("-");
  return day ? `${month}/${date}/${year}` : "";
}

/** What there is to know of a task, line by line. @param {PaperTask} task @param {Paper} paper @returns {string} */
function describeTask(task, paper) {
  const { words } = paper;
  return [
    task.done_when && `${words["done-when"]}: ${task.done_when}`,
    task.before.length && `${words.after}: ${task.before.join("; ")}`,
    sayEffort(task, paper),
    task.note && `${words.note}: ${task.note}`,
    ["open", "done"].includes(task.status) ? "" : `${words.status}: ${words.statuses[task.status]}`,
  ].filter(Boolean).join("\n");
}

/**
 * For Microsoft Planner. Days are written as 2026-12-31, which Excel reads as days in every country.
 * @param {Paper} paper @returns {string}
 */
function plannerTable(paper) {
  const mark = paper.isInternal ? [paper.words.internal] : [];
  const head = ["Task Name", "Bucket Name", "Progress", "Priority", "Assigned To", "Start Date", "Due Date", "Description", "Checklist Items"];
  /** @type {Record<string, string>} */
  const progress = { done: "Completed", doing: "In progress", stuck: "In progress" };
  const bucketOf = new Map(paper.groups.map(({ id, title }) => [id, title]));
  const tasks = tasksToImport(paper).map((task) => [
    ...[task.title, bucketOf.get(task.milestone) ?? "", progress[task.status] ?? "Not started", task.status === "stuck" ? "Important" : "Medium"],
    ...[task.owner, task.begins ?? "", task.due ?? "", describeTask(task, paper), ""],
  ]);
  const gates = paper.groups.filter(({ tests }) => tests.length).map((group) => [
    ...[`${paper.words["exit-test"]}: ${group.title}`, group.title, group.tests.every(({ status }) => ENDED.includes(status)) ? "Completed" : "Not started", "Important"],
    ...["", "", group.due ?? "", "", group.tests.map(({ text }) => text.replace(/;/g, ",")).join(";")],
  ]);
  return tableOf([[...head, ...(mark.length ? ["internal"] : [])], ...[...tasks, ...gates].map((row) => [...row, ...mark])]);
}

/**
 * For Asana, whose importer takes days as 12/31/2026.
 * @param {Paper} paper @returns {string}
 */
function asanaTable(paper) {
  const mark = paper.isInternal ? [paper.words.internal] : [];
  const head = ["Name", "Section/Column", "Assignee", "Start Date", "Due Date", "Type", "Notes"];
  const sectionOf = new Map(paper.groups.map(({ id, title }) => [id, title]));
  const tasks = tasksToImport(paper).map((task) => {
    const done = task.status === "done" ? `${paper.words.statuses.done}${task.done_on ? `: ${paper.dated(task.done_on)}` : ""}` : "";
    const notes = [done, describeTask(task, paper)].filter(Boolean).join("\n");
    return [task.title, sectionOf.get(task.milestone) ?? "", task.owner, monthFirst(task.begins), monthFirst(task.due), "Task", notes];
  });
  const gates = paper.groups.filter(({ tests }) => tests.length).map((group) => {
    const tests = group.tests.map(({ text }) => `– ${text}`).join("\n");
    return [`${paper.words["exit-test"]}: ${group.title}`, group.title, "", "", monthFirst(group.due), "Milestone", tests];
  });
  return tableOf([[...head, ...(mark.length ? ["internal"] : [])], ...[...tasks, ...gates].map((row) => [...row, ...mark])]);
}
