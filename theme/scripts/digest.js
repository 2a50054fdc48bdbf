/* A weekly digest of a plan for one side, to paste or to mail: the rules of plans/digest.py, told again; tests hold both to
   the same bytes. */

/** @typedef {{title: string, lines: string[]}} DigestSection a heading, and what stands below it */
/** @typedef {{language: string, title: string, mark: string, about: string[], sections: DigestSection[]}} Digest */

const DIGEST_STYLES = {
  div: "max-width:640px;margin:0 auto",
  h1: "font-size:22px;line-height:1.3;margin:0 0 8px",
  h2: "font-size:17px;line-height:1.3;margin:24px 0 6px;padding-top:12px;border-top:1px solid #888",
  p: "margin:0 0 4px",
  ul: "margin:0;padding:0 0 0 20px",
  li: "margin:0 0 6px",
};

/** Another day; the first or last one where calendars reach no further. @param {string} day @param {number} count @returns {string} */
function shiftWithin(day, count) {
  try {
    return shiftDay(day, count);
  } catch {
    return count < 0 ? "0001-01-01" : "9999-12-31";
  }
}

/**
 * @param {PlanFile} plan as this side may have it: nothing is left out here
 * @param {ReturnType<typeof assessPlan>} now @param {string} side whose digest it is; its own tasks come first
 * @param {string} day to look from @param {string} since the first day of what counts as done lately
 * @param {{words: PlanWords, showing: Showing}} page @returns {Digest}
 */
function digestOf(plan, now, side, day, since, { words, showing: { dated, spanned, sideOf } }) {
  const texts = words.digest;
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  const until = shiftWithin(day, 14);
  const sides = [side, ...SIDES.filter((each) => each !== side)];
  const byId = new Map(now.tasks.map((task) => [task.id, task]));
  const rank = (/** @type {string} */ of) => (of ? sides.indexOf(of) : sides.length);
  const isLate = (/** @type {Standing} */ task) => Boolean(task.due && task.due < day);
  const isStillOpen = (/** @type {Standing} */ task) => !ENDED.includes(task.status);
  const isSoon = (/** @type {Standing} */ { due, begins }) => due !== null && (begins && begins < due ? begins : due) <= until;
  const nameOfTask = (/** @type {Standing} */ task) => {
    const who = [task.side && sideOf(task.side), task.owner].filter(Boolean).join(": ");
    return who ? `${task.title} (${who})` : task.title;
  };
  const section = (/** @type {string} */ title, /** @type {string[]} */ lines) => ({ title, lines: lines.length ? lines : [texts.nothing] });
  const doneOn = (/** @type {string} */ key) => findSaid(plan, key, "done_on") || new Date(plan.state[key].status.at).toISOString().slice(0, 10);
  const isLately = (/** @type {string} */ on) => since <= on && on <= day;

  const tests = now.gates.flatMap(({ milestone }) => milestone.tests);
  const met = tests.filter(({ id }) => ENDED.includes(statusOf(plan, id)));
  const count = { done: now.tasks.filter(({ status }) => status === "done").length, all: now.tasks.filter(({ status }) => status !== "dropped").length };
  const about = [
    fillText(texts.about, { side: sideOf(side), date: dated(day) }),
    fillText(texts.tasks, count),
    ...(tests.length ? [fillText(texts.tests, { done: met.length, all: tests.length })] : []),
  ];
  const done = now.tasks
    .flatMap((task) => (task.status === "done" ? [{ task, on: doneOn(task.id) }] : []))
    .filter(({ on }) => isLately(on))
    .sort((one, other) => order(other.on, one.on) || order(one.task.id, other.task.id))
    .map(({ task, on }) => `${nameOfTask(task)}, ${dated(on)}`);
  const passed = tests
    .filter(({ id }) => findSaid(plan, id, "status") === "done" && isLately(doneOn(id)))
    .map(({ id, text }) => `${fillText(texts["test-met"], { test: text })}, ${dated(doneOn(id))}`);
  const late = now.tasks
    .flatMap((task) => (isStillOpen(task) && task.due && isLate(task) ? [{ ...task, due: task.due }] : []))
    .sort((one, other) => order(one.due, other.due) || order(one.id, other.id))
    .map((task) => {
      const days = countDays(day, task.due);
      const form = texts["late-by"][plural.select(days)] ?? texts["late-by"].other;
      return fillText(form, { count: days, date: dated(task.due), what: nameOfTask(task) });
    });
  const next = now.tasks
    .filter((task) => isStillOpen(task) && !isLate(task) && isSoon(task))
    .sort((one, other) => rank(one.side) - rank(other.side) || order(one.due ?? "", other.due ?? "") || order(one.id, other.id))
    .map((task) => `${spanned(task)}: ${nameOfTask(task)}`);

  /* What is far ahead is no wait yet, unless what it waits for is late or stuck. */
  /** @type {Map<string, {before: Standing, waits: string, titles: string[]}>} */
  const heldUp = new Map();
  for (const task of now.tasks.filter(isStillOpen)) {
    for (const before of [...new Set(task.after)].flatMap((key) => byId.get(key) ?? [])) {
      if (!isStillOpen(before) || !before.side || before.side === task.side) continue;
      if (!isSoon(task) && before.status !== "stuck" && !isLate(before)) continue;
      const place = JSON.stringify([task.side, before.id]);
      heldUp.set(place, heldUp.get(place) ?? { before, waits: task.side, titles: [] });
      heldUp.get(place)?.titles.push(task.title);
    }
  }
  const waits = [...heldUp.values()]
    .sort(
      (one, other) =>
        rank(one.waits) - rank(other.waits) ||
        rank(one.before.side) - rank(other.before.side) ||
        order(one.before.due ?? "9999-12-31", other.before.due ?? "9999-12-31") ||
        order(one.before.id, other.before.id),
    )
    .map(({ before, waits: of, titles }) => {
      const what = `${before.title}${before.owner && ` (${before.owner})`}${before.due ? `, ${dated(before.due)}` : ""}`;
      return fillText(texts.wait, { side: sideOf(of), other: sideOf(before.side), what, titles: titles.join("; ") });
    });
  const stuck = now.tasks
    .filter(({ status }) => status === "stuck")
    .map((task) => (task.note ? `${nameOfTask(task)}: ${task.note.replaceAll("\n", " ")}` : nameOfTask(task)));
  const gate = (/** @type {Gate} */ { milestone, due }) => {
    const title = `${texts.gate}: ${milestone.title}${due ? `, ${dated(due)}` : ""}`;
    return section(title, milestone.tests.map((test) => fillText(met.includes(test) ? texts.met : texts.open, { test: test.text })));
  };
  return {
    language,
    title: nameOf(plan),
    mark: isInternal(plan) ? words.internal : "",
    about,
    sections: [
      section(fillText(texts.done, { date: dated(since) }), [...done, ...passed]),
      section(texts.late, late),
      section(fillText(texts.next, { date: dated(until) }), next),
      section(texts.waits, waits),
      section(texts.stuck, stuck),
      ...(now.next ? [gate(now.next)] : []),
    ],
  };
}

/** @param {Digest} digest @returns {string} headings, and a line for each entry */
function digestText({ title, mark, about, sections }) {
  const below = sections.flatMap((section) => ["", section.title, ...section.lines.map((line) => `- ${line}`)]);
  return `${[title, ...(mark ? [mark] : []), ...about, ...below].join("\n")}\n`;
}

/** @param {string} text @returns {string} as it stands in HTML */
function escapeHtml(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;").replace(/'/g, "&#39;");
}

/** One document with inline styles; every word of the plan stands in it as text. @param {Digest} digest @returns {string} */
function digestHtml({ language, title, mark, about, sections }) {
  const tag = (/** @type {"h1" | "h2" | "p" | "li"} */ name, /** @type {string} */ text) =>
    `<${name} dir="auto" style="${DIGEST_STYLES[name]}">${escapeHtml(text)}</${name}>`;
  const lines = [
    "<!DOCTYPE html>",
    `<html lang="${escapeHtml(language)}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
    `<meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title></head>`,
    `<body style="margin:0;padding:16px;font:16px/1.5 system-ui,Roboto,Arial,sans-serif"><div style="${DIGEST_STYLES.div}">`,
    tag("h1", title),
    ...(mark ? [`<p style="${DIGEST_STYLES.p}"><strong>${escapeHtml(mark)}</strong></p>`] : []),
    ...about.map((line) => tag("p", line)),
    ...sections.flatMap((section) => [
      tag("h2", section.title),
      `<ul style="${DIGEST_STYLES.ul}">`,
      ...section.lines.map((line) => tag("li", line)),
      "</ul>",
    ]),
    "</div></body>",
    "</html>",
  ];
  return `${lines.join("\n")}\n`;
}
