/* Workbooks of plans: written, and read as they come back. This script of its own is loaded when a workbook is asked for. */

/** Whether a sheet carries the plan. @param {Grid} grid @returns {boolean} */
function isCarrier({ name, rows }) {
  const first = rows[0]?.[0];
  return name === CARRIER || (first?.kind === "text" && first.raw.startsWith("{") && first.raw.slice(0, 200).includes(PLAN_SCHEMA));
}

/** Whether a calendar holds all days of a plan that is counted from a date. @param {PlanFile} plan @returns {(anchor: string) => boolean} */
function reachOf(plan) {
  const days = [...plan.tasks, ...plan.milestones].map(({ day }) => day);
  const calendar = { weekdays: plan.working.weekdays, holidays: new Set() };
  return (anchor) => {
    try {
      for (const day of [Math.min(...days), Math.max(...days)]) if (days.length) findDueDate(anchor, day, calendar, plan.anchor.kind === "target");
      return true;
    } catch {
      return false;
    }
  };
}

/**
 * Read a workbook of a plan, whoever has made and saved it.
 * @param {Uint8Array<ArrayBuffer>} bytes @param {string} by how the file is called @param {string} at when it was changed, where it does not say so itself
 * @param {PlanFile | null} beside the plan that it may be of, where it carries none
 * @returns {Promise<{reason: string, plan: PlanFile | null, faults: Fault[], unread: Finding[], guesses: Finding[]}>} without a plan, the reason is a kind of fault
 */
async function readWorkbook(bytes, by, at, beside) {
  const not = (/** @type {string} */ reason) => ({ reason, plan: null, faults: [], unread: [], guesses: [] });
  const tables = await openWorkbook(bytes);
  if (typeof tables === "string") return not(tables);
  const carrier = tables.grids.find(isCarrier);
  /** @type {any} */
  let carried = null;
  try {
    carried = JSON.parse((carrier?.rows ?? []).map(([cell]) => (cell.kind === "text" ? cell.raw : "")).join(""));
  } catch {
    carried = null;
  }
  const terms = isRecord(carried) ? takeTerms(carried) : noTerms();
  const found = readPlanFile(JSON.stringify(carried), by, at);
  const isOwn = isRecord(carried) && found.plan !== null;
  const plan = isOwn ? found.plan : beside && { ...beside, state: {}, log: [] };
  if (!plan) return not(!carrier ? "no_plan_inside" : isRecord(carried) ? found.reason : "damaged");
  const read = readTables(tables, plan, isOwn ? terms : noTerms(), by, at, reachOf(plan));
  return read ? { reason: "", faults: isOwn ? found.faults : [], ...read } : not("not_understood");
}

Object.assign(window, {
  WORKBOOKS: {
    read: readWorkbook,
    /** @param {PlanFile} plan @param {ReturnType<typeof assessPlan>} now @param {Templates} templates @param {Documents} documents */
    write: (plan, now, templates, documents) => writeWorkbook(paperOf(plan, now, templates, documents), templates),
  },
});
