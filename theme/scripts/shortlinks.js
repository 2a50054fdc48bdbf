/* A plan in a short link: what it was made for, and what was said; all else is in the handbook of whoever opens it. */

/**
 * @typedef {[place: string, field: number, after: number, by: number | string, value: number | string]} PackedWord a place
 *   by its code, a time in microseconds after that of the word before
 * @typedef {{p: string, v: string, d: string, n?: string, t?: string, r?: string, a?: string, w?: number[], h?: 0,
 *   m?: Record<string, string>, c?: PlanContact, s?: PackedWord[]}} ShortPlan
 */

const SHORT_LINKS = ["#p=", "#p-internal="];
const SPEAKERS = ["vendor", "partner", "re-dated"];
const FROM_2020 = BigInt(Date.UTC(2020, 0, 1)) * 1000n;

/** A short name for a text: 32 bits by FNV-1a, in letters and digits. @param {string} text @returns {string} */
function shortenText(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(36);
}

/** @param {PlanFile} plan @returns {string[]} all places of which something can be said */
function placesOf(plan) {
  return ["plan", ...plan.tasks.map(({ id }) => id), ...plan.milestones.flatMap(({ tests }) => tests.map(({ id }) => id))];
}

/** Codes of places, by place; a place whose code another has too is written out. @param {PlanFile} plan @returns {Map<string, string>} */
function codePlaces(plan) {
  const places = placesOf(plan);
  const codes = places.map(shortenText);
  return new Map(places.map((place, index) => [place, codes.indexOf(codes[index]) === codes.lastIndexOf(codes[index]) ? codes[index] : `=${place}`]));
}

/** What a plan says apart from whom it is for and when: the same in two handbooks that have the same plan. @param {PlanFile} plan @returns {string} */
function digestPlan({ plan, edition, milestones, tasks }) {
  const bare = tasks.map(({ id, milestone, title, side, day, done_when, after, recurrence, from_day, working_days, duration }) => [
    ...[id, milestone, title, side, day, done_when, after, recurrence, from_day, working_days, duration],
  ]);
  return shortenText(JSON.stringify([plan, edition, milestones.map(({ id, title, day, tests }) => [id, title, day, tests]), bare]));
}

/** What a plan was made for, read from the plan itself. @param {PlanFile} plan @param {Templates} templates @returns {Wish} */
function findWish(plan, templates) {
  const owners = new Map(plan.tasks.map(({ id, owner }) => [id, owner]));
  const template = templates.plans.find(({ id }) => id === plan.plan);
  const named = (template?.milestones ?? []).flatMap(({ tasks }) =>
    tasks.flatMap(({ id, role }) => {
      const [owner, ending] = [owners.get(id) ?? "", ` (${templates.roles[role].title})`];
      return owner.endsWith(ending) ? [[role, owner.slice(0, -ending.length)]] : [];
    }),
  );
  return {
    ...{ plan: plan.plan, partner: plan.partner, anchor: plan.anchor.date ?? "", names: Object.fromEntries(named) },
    ...{ type: idsOf(templates.types, plan.made_for), tier: idsOf(templates.tiers, plan.made_for) },
    ...{ weekdays: plan.working.weekdays, holidays: plan.working.country !== "" },
  };
}

/**
 * Make a plan short. @param {PlanFile} plan @param {Templates} templates of the edition that it is opened in
 * @param {PlanContact} [contact] @returns {ShortPlan | null} null where the handbook does not make the same plan
 */
function shortenPlan(plan, templates, contact = {}) {
  if (!templates.plans.some(({ id }) => id === plan.plan)) return null;
  const wish = findWish(plan, templates);
  const bare = (/** @type {PlanFile} */ each) => JSON.stringify({ ...each, state: {}, log: [] });
  if (bare({ ...makePlan(templates, wish), programme: plan.programme }) !== bare(plan)) return null;
  const usual = templates.working.weekdays.join() === wish.weekdays.join();
  return {
    ...{ p: plan.plan, v: templates.version, d: digestPlan(plan) },
    ...dropEmpty({ n: wish.partner, t: wish.type, r: wish.tier, a: wish.anchor, w: usual ? null : wish.weekdays }),
    ...(wish.holidays ? {} : { h: /** @type {0} */ (0) }),
    ...(Object.keys(wish.names).length ? { m: wish.names } : {}),
    ...(Object.keys(dropEmpty(contact)).length ? { c: dropEmpty(contact) } : {}),
    ...dropEmpty({ s: packWords(plan) }),
  };
}

/** The last word of everybody on everything. @param {PlanFile} plan @returns {PackedWord[] | null} */
function packWords(plan) {
  const codes = codePlaces(plan);
  const last = new Map(wordsOf(plan).map((word) => [JSON.stringify([word.key, word.field, word.by]), word]));
  const words = [...last.values()].sort((one, other) => (moment(one.at) < moment(other.at) ? -1 : 1));
  let before = FROM_2020;
  const packed = words.map((word) => {
    const after = Number(moment(word.at) - before);
    before = moment(word.at);
    const [by, status] = [SPEAKERS.indexOf(word.by), word.field === "status" ? STATUSES.indexOf(word.value) : -1];
    const place = codes.get(word.key) ?? `=${word.key}`;
    return /** @type {PackedWord} */ ([place, FIELDS.indexOf(word.field), after, by < 0 ? word.by : by, status < 0 ? word.value : status]);
  });
  return packed.length ? packed : null;
}

/** @param {PackedWord[]} packed @param {PlanFile} plan @returns {{words: Word[], lost: number}} what was said of what the plan has, and how much besides */
function unpackWords(packed, plan) {
  const places = new Map([...codePlaces(plan)].map(([place, code]) => [code, place]));
  let [at, lost] = [FROM_2020, 0];
  const words = packed.flatMap(([code, field, after, by, value]) => {
    at += BigInt(after);
    const [time, rest] = [new Date(Number(at / 1000n)).toISOString(), at % 1000n];
    const key = code.startsWith("=") ? code.slice(1) : places.get(code);
    const isKnown = key !== undefined && (key.startsWith("added.") || placesOf(plan).includes(key)) && FIELDS[field];
    if (!isKnown) lost += 1;
    const exact = rest ? time.replace("Z", `${String(rest).padStart(3, "0")}Z`) : time;
    const said = { by: typeof by === "number" ? (SPEAKERS[by] ?? "") : by, value: typeof value === "number" ? (STATUSES[value] ?? "") : value };
    return isKnown ? [{ key, field: FIELDS[field], at: exact, ...said }] : [];
  });
  return { words, lost };
}

/** What a short link says, value by value. @param {string} text @returns {ShortPlan | null} null where it is none */
function readShortPlan(text) {
  try {
    const found = JSON.parse(text);
    const texts = ["p", "v", "d", "n", "t", "r", "a"].every((name) => typeof (found[name] ?? "") === "string" && !findTextFault(found[name] ?? ""));
    const people = [found.m ?? {}, found.c ?? {}].every((each) => isRecord(each) && Object.values(each).every((name) => typeof name === "string" && !findTextFault(name)));
    const said = (found.s ?? []).every((/** @type {unknown} */ word) => {
      const [place, field, after, by, value] = Array.isArray(word) ? word : [];
      const isSaid = (/** @type {unknown} */ each) => typeof each === "number" || (typeof each === "string" && !findTextFault(each, true));
      return typeof place === "string" && Number.isSafeInteger(field) && Number.isSafeInteger(after) && isSaid(by) && isSaid(value);
    });
    return found.p && texts && people && said && (!found.a || isDay(found.a)) && (!found.w || isWeek(found.w)) ? found : null;
  } catch {
    return null;
  }
}

/**
 * The plan that a short link means, as this handbook has it.
 * @param {ShortPlan} short @param {Templates} templates
 * @returns {{plan: PlanFile, wish: Wish, contact: PlanContact, isSame: boolean, lost: number} | "unreached"} isSame tells whether
 *   the sender's handbook has the same plan; "unreached" where its days lie where no calendar reaches
 */
function openShortPlan(short, templates) {
  const wish = {
    ...{ plan: short.p, partner: short.n ?? "", type: keepKnown(templates.types, short.t), tier: keepKnown(templates.tiers, short.r) },
    anchor: short.a ?? "",
    names: Object.fromEntries(Object.entries(short.m ?? {}).filter(([role]) => Object.hasOwn(templates.roles, role))),
    ...{ weekdays: short.w ?? templates.working.weekdays, holidays: short.h !== 0 },
  };
  try {
    const bare = makePlan(templates, wish);
    const { words, lost } = unpackWords(short.s ?? [], bare);
    const read = readPlanFile(planText(withWords(bare, words)), "", new Date(0).toISOString(), true);
    if (!read.plan) return "unreached";
    return { plan: read.plan, wish, contact: short.c ?? {}, isSame: digestPlan(bare) === short.d, lost: lost + read.faults.length };
  } catch {
    return "unreached";
  }
}
