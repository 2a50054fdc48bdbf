/* Plans that go out as files and links, and those that come in. */

const LINKS = ["#plan=", "#plan-internal="];

/** Whose plans an edition is for. @param {Templates} templates @returns {string} */
function sideOfEdition({ edition }) {
  return edition === "internal" ? "vendor" : "partner";
}

/** @param {PlanFile} plan @returns {boolean} */
function isInternal(plan) {
  return plan.edition === "internal";
}

/** How a plan is called by what it is and whom it is for. @param {PlanFile} plan @returns {string} */
function nameOf(plan) {
  return [plan.partner, plan.title].filter(Boolean).join(": ");
}

/** What a file of a plan is called. @param {PlanFile} plan @param {string} title @param {string} ending @returns {string} */
function fileNameOf(plan, title, ending) {
  const name = title.replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  const short = [...name].slice(0, 80).join("") || plan.plan;
  return `${short}${isInternal(plan) ? "-internal" : ""}.${ending}`;
}

/**
 * All ways out, for a plan as it is or as partners may have it.
 * @typedef {{plan: PlanFile, title: string, page: string, templates: Templates, contact: PlanContact | undefined, side: string}} Given a
 *   plan, how it is called, the page and the edition that it is opened in, and who sends it
 * @param {() => Given} give @param {ReturnType<typeof keepPlans>} store @param {string} mark of internal plans
 * @param {(given: Given) => void} share @param {(given: Given) => void} send
 * @param {(then: () => void) => void} withCalendars loads what writes calendars @returns {Record<string, () => void>}
 */
function waysOut(give, store, mark, share, send, withCalendars) {
  const marked = (/** @type {PlanFile} */ plan) => (isInternal(plan) ? mark : "");
  /** @param {string} ending @param {string} type @param {(plan: PlanFile) => string} write */
  const save = (ending, type, write) => () => {
    const { plan, title } = give();
    download(fileNameOf(plan, title, ending), write(plan), type);
  };
  return {
    ics: () => withCalendars(save("ics", "text/calendar", (plan) => markCalendar(calendarFile(plan, store.standingOf(plan), undefined, otherSideOf(plan, store.vendor)), marked(plan)))),
    csv: save("csv", "text/csv", (plan) => csvOf(plan, store.standingOf(plan).tasks, marked(plan))),
    json: save("plan.json", "application/json", planText),
    file: save("plan.json", "application/json", planText), // beside the link
    share: () => share(give()),
    send: () => send(give()),
  };
}

/** The plans of a file that holds several, as My plans saves all. @param {File} file @returns {Promise<string[] | null>} each as text; null where it is another file */
async function listPlans(file) {
  if (!file.name.endsWith(".json")) return null;
  try {
    const found = JSON.parse(await file.text());
    return Array.isArray(found) ? found.map((each) => JSON.stringify(each)) : null;
  } catch {
    return null;
  }
}

/**
 * What comes in: a plan in a file or a link is kept, or put together with one of ours, when the reader says so.
 * @param {HTMLInputElement} chooser of files
 * @param {{templates: Templates, words: PlanWords, store: ReturnType<typeof keepPlans>, many: Showing["many"], read: ReturnType<typeof fileWays>["read"],
 *   tell: (text: string, ...ways: HTMLElement[]) => void, askBack: () => void,
 *   keep: (id: string, kept: Kept) => boolean, add: (kept: Omit<Kept, "schema" | "version">) => string,
 *   go: (id: string) => void, begin: (plan: string, given: Record<string, string>) => void,
 *   invited: (invitation: {known: Record<string, string>, contact: PlanContact}) => void}} page
 */
function waysIn(chooser, { templates, words, store, many, read, tell, askBack, keep, add, go, begin, invited }) {
  const sentence = (/** @type {Fault[]} */ faults) => (faults.length ? ` ${many(words.unread, faults.length)}` : "");
  const refuse = (/** @type {string} */ reason) => tell(fillText(words.wrong, { reason: words.faults[reason] }));
  const unreadOf = (/** @type {Fault[]} */ faults, /** @type {string} */ text) => (faults.length ? { unread: [text] } : {});

  /** @param {(plan: PlanFile, faults: Fault[], text: string, told: HTMLElement[]) => void} then @param {PlanFile | null} [beside] the plan that a workbook may be of */
  const ask = (then, beside = null) =>
    askFor(chooser, MOST_OF_A_PLAN, async (file) => {
      if (!file) return tell(words.large);
      const several = await listPlans(file);
      if (several && !beside) return takeAll(several);
      const { plan, faults, text, reason, told } = await read(file, beside);
      return plan ? then(plan, faults, text, told) : reason && tell(fillText(words.wrong, { reason }));
    });
  /** @param {string} id @param {PlanFile} theirs @param {Fault[]} faults @param {string} text @param {HTMLElement[]} [told] what of a workbook was not read */
  const merge = (id, theirs, faults, text, told = []) => {
    const ours = /** @type {Kept} */ (store.all.get(id));
    if (!isSame(ours.plan, theirs)) return tell(fillText(words.other, { plan: theirs.title, partner: theirs.partner }));
    const whole = mergePlans(ours.plan, theirs);
    if (!keep(id, { ...ours, ...unreadOf(faults, text), plan: whole })) return undefined;
    go(id);
    const differ = listDisputes(whole).length;
    return tell((differ ? many(words.merged, differ) : words.merged_well) + sentence(faults), ...told);
  };
  /** Keep all plans of a file: one that is here already is put together with what comes. @param {string[]} texts */
  const takeAll = (texts) => {
    const read = texts.map((text) => ({ text, ...store.readShown(text, "", new Date().toISOString()) }));
    let taken = 0;
    for (const { plan, faults, text } of read) {
      if (!plan) continue;
      const [id, ours] = [...store.all].find(([, each]) => isSame(each.plan, plan)) ?? [];
      if (id && ours) keep(id, { ...ours, ...unreadOf(faults, text), plan: mergePlans(ours.plan, plan) });
      else keepNew(plan, unreadOf(faults, text));
      taken += 1;
    }
    go("");
    return tell([many(words.imported, taken), ...(taken < texts.length ? [many(words.not_imported, texts.length - taken)] : [])].join(" "));
  };
  /** @param {PlanFile} plan @param {Partial<Kept>} more @returns {string} its id */
  const keepNew = (plan, more) => {
    const wish = findWish(plan, templates);
    return add({ name: nameOf(plan), side: sideOfEdition(templates), wish: isMadeHere(plan, wish) ? wish : null, plan, ...more });
  };
  /** Whether this handbook makes the same plan. @param {PlanFile} plan @param {Wish} wish */
  const isMadeHere = (plan, wish) => {
    try {
      return digestPlan(makePlan(templates, wish)) === digestPlan(plan);
    } catch {
      return false;
    }
  };
  /** @param {PlanFile} plan @param {Fault[]} faults @param {string} text @param {HTMLElement[]} [told] @param {Partial<Kept>} [more] @param {string} [note] */
  const offer = (plan, faults, text, told = [], more = {}, note = "") => {
    const same = [...store.all].find(([, each]) => isSame(each.plan, plan));
    const ours = same ? [button(words.merge, () => merge(same[0], plan, faults, text, told))] : [];
    const take = button(words.keep, () => {
      tell("");
      go(keepNew(plan, { ...more, ...unreadOf(faults, text) }));
    });
    tell(note + fillText(words.offered, { plan: plan.title, partner: plan.partner }) + sentence(faults), ...told, ...ours, take, button(words.leave, () => tell("")));
    askBack();
  };
  const openShort = async () => {
    const packed = location.hash.slice(location.hash.indexOf("=") + 1);
    history.replaceState(null, "", location.pathname + location.search);
    const short = readShortPlan(await unpackText(packed, MOST_OF_A_PLAN));
    if (!short) return refuse("no_link");
    const found = templates.plans.some(({ id }) => id === short.p) ? openShortPlan(short, templates) : null;
    if (found === "unreached") return refuse("unreached");
    if (!found) return tell(fillText(words.elsewhere, { version: short.v }));
    const { plan, contact, isSame, lost } = found;
    const note = isSame ? "" : `${fillText(words.other_version, { theirs: short.v || "–", ours: templates.version || "–" })} `;
    return offer(plan, [], planText(plan), [], dropEmpty({ contact: readContact(contact) }), note + (lost ? `${many(words.unread, lost)} ` : ""));
  };
  return {
    /** Read a plan of a file, to be kept. */
    read: () => ask(offer),
    /** Read the other side's file of a plan. @param {string} id */
    merge: (id) => ask((plan, faults, text, told) => merge(id, plan, faults, text, told), store.all.get(id)?.plan),
    /** Follow the address: to the form for a plan, or to one that it carries. */
    follow: async () => {
      const [head, ...rest] = location.hash.split("&");
      const asked = templates.plans.find(({ id }) => head === `#make-${id}`);
      if (asked) {
        const given = Object.fromEntries([...new URLSearchParams(location.search), ...new URLSearchParams(rest.join("&"))]);
        go("");
        begin(asked.id, given);
      }
      const invitation = readInvitation(location.hash);
      if (invitation) {
        history.replaceState(null, "", location.pathname);
        invited(invitation);
      }
      if (SHORT_LINKS.some((each) => location.hash.startsWith(each))) await openShort();
      const link = LINKS.find((each) => location.hash.startsWith(each));
      if (!link) return;
      const text = await unpackText(location.hash.slice(link.length), MOST_OF_A_PLAN);
      history.replaceState(null, "", location.pathname + location.search);
      const { plan, faults, reason } = store.readShown(text, "", new Date().toISOString());
      if (plan) offer(plan, faults, text);
      else refuse(text ? reason : "no_link");
    },
  };
}
