/* The list of plans, and what stands above the plan that is open. */

/**
 * Show all plans that are kept, and what cannot be read.
 * @param {HTMLElement} view @param {[id: string, kept: Kept][]} plans @param {ReturnType<typeof keepPlans>} store
 * @param {Showing} showing @param {{words: PlanWords, go: (id: string) => void}} page
 */
function drawList(view, plans, { broken, standingOf }, { piece, fillPart, about, dated, sideOf }, { words, go }) {
  find(view, '[data-part="none"]').hidden = plans.length > 0;
  for (const each of findAll(view, '[data-part="some"]')) each.hidden = plans.length === 0;
  const entries = plans.map(([id, { name, plan, side }]) => {
    const now = standingOf(plan);
    const open = now.tasks.filter(isOpen).sort((one, other) => order(one.due ?? "9999", other.due ?? "9999"));
    const [next] = open.filter((task) => task.side === side).concat(open);
    const late = now.tasks.filter(IS.overdue);
    const waiting = [...new Set(late.filter((task) => task.side !== side).map((task) => parseOwner(task.owner, []).title || sideOf(task.side)))];
    const entry = piece("plan", {
      ...{ name, about: about(plan, now.anchor), done: fillText(words.count, countTasks(now.tasks)) },
      next: next ? [next.title, next.due ? dated(next.due) : ""].filter(Boolean).join(", ") : "",
      late: late.length ? String(late.length) : "",
      waiting: waiting.join(", "),
    });
    for (const cell of findAll(entry, "td")) cell.hidden = false; // an empty cell keeps its place
    entry.dataset.key = id;
    Object.assign(find(entry, "a"), {
      href: `?plan=${id}`,
      onclick: (/** @type {Event} */ event) => {
        event.preventDefault();
        go(id);
      },
    });
    return entry;
  });
  fillPart(view, "plans", entries);
  const unread = [...broken].map(([id, reason]) => {
    const entry = piece("broken", { reason: words.faults[reason] });
    Object.assign(entry.dataset, { key: id, plan: id });
    return entry;
  });
  fillPart(view, "broken", unread);
  find(view, '[data-part="unread"]').hidden = !unread.length;
}

/**
 * Show what a plan is called, whether it can be changed or renewed, and its files without names and dates.
 * @param {HTMLElement} view @param {Kept} kept
 * @param {{templates: Templates, template: Template | undefined, words: PlanWords, showing: Showing, isInternal: boolean,
 *   isOld: boolean, canEdit: boolean}} page
 */
function drawHead(view, { name, plan, wish, contact }, { templates, template, words, showing, isInternal, isOld, canEdit }) {
  showing.put(view, { name, mark: isInternal ? words.internal : "", contact: " " });
  drawContact(view, contact, words);
  const rename = find(view, "[name=rename]", HTMLInputElement);
  if (!isTouched(rename)) setControl(rename, name);
  find(view, "[data-does=edit]").hidden = !canEdit;
  find(view, '[data-part="old"]').hidden = !isOld;
  /* Whoever was sent a plan knows its partner's type by the title alone; no file is for several types. */
  for (const type of [wish ? wish.type : idsOf(templates.types, plan.made_for), ""]) {
    const ready = (template?.files ?? []).filter(([of, format]) => of === type && format in words.formats);
    showing.fillPart(view, "ready", ready.map(([, format, path]) => element("a", words.formats[format], { href: `../downloads/${path}` })));
    if (ready.length) break;
  }
}

/**
 * Show the ways to the partner, in the internal edition, or why there is none.
 * @param {HTMLElement} view
 * @param {{templates: Templates, words: PlanWords, showing: Showing, hasVersion: boolean, hasPage: boolean}} page
 */
function drawPartnerWays(view, { templates, words, showing, hasVersion, hasPage }) {
  const isOffered = templates.partner !== undefined;
  find(view, '[data-does$="send"]').toggleAttribute("disabled", isOffered && !hasVersion);
  const why = !isOffered ? "" : !hasVersion ? words.to_partner.partner_none : hasPage ? "" : words.to_partner.partner_site_unknown;
  for (const each of findAll(view, '[data-part="partner"]')) each.hidden = !isOffered;
  for (const each of findAll(view, "[data-does^=partner-]", HTMLButtonElement)) each.disabled = !hasVersion;
  showing.put(view, { why });
}

/** Show what of a plan could not be read. @param {HTMLElement} view @param {string[]} faults in words @param {{words: PlanWords, showing: Showing}} page */
function drawFaults(view, faults, { words, showing }) {
  find(view, '[data-part="faults"]').hidden = !faults.length;
  const shown = faults.slice(0, 20).map((fault) => element("li", fault));
  const more = faults.length > 20 ? [element("li", fillText(words.faults_more, { count: faults.length - 20 }))] : [];
  showing.fillPart(view, "faulty", [...shown, ...more]);
}

/** Show whom the other side asks, with ways to reach that person. @param {HTMLElement} view @param {PlanContact | undefined} contact @param {PlanWords} words */
function drawContact(view, contact, words) {
  const ways = listContactWays(contact ?? {}, words.book);
  const at = find(view, '[data-part="contact"]');
  at.replaceChildren(...ways.flatMap((way, index) => (index ? [" · ", way] : [way])));
  find(view, ".my-plans__contact").hidden = !ways.length;
}
