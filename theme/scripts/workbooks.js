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
 * @returns {Promise<{reason: string, plan: PlanFile | null, text: string, faults: Fault[], unread: Finding[], guesses: Finding[]}>} without a plan, the reason is a kind of fault
 */
async function readWorkbook(bytes, by, at, beside) {
  const not = (/** @type {string} */ reason) => ({ reason, plan: null, text: "", faults: [], unread: [], guesses: [] });
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
  const text = JSON.stringify(carried);
  const found = readPlanFile(text, by, at);
  const isOwn = isRecord(carried) && found.plan !== null;
  const plan = isOwn ? found.plan : beside && { ...beside, state: {}, log: [] };
  if (!plan) return not(!carrier ? "no_plan_inside" : isRecord(carried) ? found.reason : "damaged");
  const read = readTables(tables, plan, isOwn ? terms : noTerms(), by, at, reachOf(plan));
  return read ? { reason: "", text, faults: isOwn ? found.faults : [], ...read } : not("not_understood");
}

/** A finding in one line. @param {Finding} finding @param {Record<string, string>} faults what may be the matter with a text @returns {string} */
function sayFinding({ file, sheet, row, kind, value, title, of }, faults) {
  const { place, findings } = PLAN_FILES.words;
  const short = (/** @type {string} */ text) => {
    const shown = [...squeezeText(showText(text))];
    return shown.length > 300 ? `${shown.slice(0, 300).join("")}…` : shown.join("");
  };
  const where = file ? place.file : fillText(row ? place.row : place.sheet, { sheet: short(sheet ?? ""), row });
  const reason = fillText(findings[kind] ?? faults[kind], of);
  return `${where}: ${reason}${value ? `: ${short(value)}` : ""}${title ? ` (“${short(title)}”)` : ""}`;
}

/** Name all that was not read, or by its likeness alone. @param {Finding[]} unread @param {Finding[]} guesses @param {Record<string, string>} faults @returns {HTMLElement[]} */
function tellFindings(unread, guesses, faults) {
  const { told, guessed } = PLAN_FILES.words;
  return [{ found: unread, forms: told }, { found: guesses, forms: guessed }].filter(({ found }) => found.length).map(({ found, forms }) => {
    const list = element("details", "", { open: found === unread, className: "my-plans__told" });
    const items = found.map((each) => element("li", sayFinding(each, faults)));
    const all = element("ul", "");
    all.append(...items);
    list.append(element("summary", sayCount(forms, found.length, document.documentElement.lang)), all);
    return list;
  });
}

/**
 * Take a plan out of a workbook that a reader has chosen.
 * @param {File} file @param {string} at @param {PlanFile | null} beside @param {Pick<FileKit, "words" | "store">} kit @returns {Promise<PlanTaken>}
 */
async function takeWorkbook(file, at, beside, { words, store }) {
  const found = await readWorkbook(new Uint8Array(await file.arrayBuffer()), file.name, at, beside);
  const not = (/** @type {string} */ reason) => ({ plan: null, faults: [], text: "", reason, told: [] });
  if (!found.plan) return not(PLAN_FILES.words.refused[found.reason] ?? words.faults[found.reason]);
  const { plan, faults, reason } = store.readShown(planText(found.plan), file.name, at);
  if (!plan) return not(words.faults[reason]);
  return { plan, faults: [...found.faults, ...faults], text: found.text, reason: "", told: tellFindings(found.unread, found.guesses, words.faults) };
}

Object.assign(window, {
  WORKBOOKS: {
    read: readWorkbook,
    take: takeWorkbook,
    /** @param {PlanFile} plan @param {ReturnType<typeof assessPlan>} now @param {Templates} templates @param {Documents} documents */
    write: (plan, now, templates, documents) => writeWorkbook(paperOf(plan, now, templates, documents), templates),
  },
});
