/* Values that come from a file, a link or storage: each is read for itself, and what is wrong is named. */

/**
 * @typedef {{key: string, field: string, kind: string, value: string, code?: string, count?: number}} Fault a value
 *   that is wrong: of which task or other place, what kind of fault it is, and how the value can be shown
 */

/** @param {unknown} days @returns {boolean} whether work can be due on them */
function isWeek(days) {
  return Array.isArray(days) && days.length > 0 && days.every((day) => [0, 1, 2, 3, 4, 5, 6].includes(day));
}

/** Readers of single values; each names what is wrong, and gives what stands in. @param {Fault[]} faults @param {boolean} near whether only days count that calendars reach */
function readersOf(faults, near = false) {
  const fault = (/** @type {string} */ key, /** @type {string} */ field, /** @type {string} */ kind, /** @type {unknown} */ value, more = {}) => {
    const shown = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
    faults.push({ key, field: showText(field), kind, value: [...showText(shown)].slice(0, 80).join(""), ...more });
  };
  const wrong = (/** @type {string} */ key, /** @type {string} */ field, /** @type {unknown} */ value) =>
    fault(key, field, value === undefined ? "missing" : "form", value);
  const text = (/** @type {unknown} */ value, key = "", field = "") => {
    const lines = WITH_LINES.includes(field);
    if (typeof value !== "string") {
      wrong(key, field, value);
      return "";
    }
    const cleaned = cleanText(value, lines);
    const bad = findTextFault(cleaned, lines);
    if (bad) fault(key, field, bad.kind, value, { code: bad.code, count: bad.count });
    return bad ? showText(value, lines) : cleaned;
  };
  const isNear = (/** @type {string} */ day) => !near || (day >= FIRST_DAY && day <= LAST_DAY);
  return {
    fault,
    text,
    /** @template T @param {unknown} value @param {T[]} known @param {T} standIn @param {string} key @param {string} field @returns {T} */
    one: (value, known, standIn, key, field) => {
      if (known.includes(/** @type {T} */ (value))) return /** @type {T} */ (value);
      wrong(key, field, value);
      return standIn;
    },
    /** @param {unknown} value @param {string} key @param {string} field @returns {string | null} */
    day: (value, key, field) => {
      if (value === null || (isDay(value) && isNear(value))) return value;
      wrong(key, field, value);
      return null;
    },
    count: (/** @type {any} */ value, /** @type {string} */ key, /** @type {string} */ field, standIn = 1) => {
      if (Number.isSafeInteger(value) && !(near && Math.abs(value) > 36_500)) return value;
      wrong(key, field, value);
      return standIn;
    },
    /** @template T @param {unknown} value @param {string} key @param {string} field @param {(each: any) => T | null} read @returns {T[]} */
    list: (value, key, field, read) => {
      if (Array.isArray(value)) return value.flatMap((each) => read(each) ?? []);
      wrong(key, field, value);
      return [];
    },
    /** @param {unknown} value @param {string} key @param {string} field @param {string[]} known @returns {Record<string, any> | null} */
    record: (value, key, field, known) => {
      if (!isRecord(value)) {
        wrong(key, field, value);
        return null;
      }
      for (const name of Object.keys(value)) if (!known.includes(name)) fault(key, name, "unknown", value[name]);
      return value;
    },
    /** @param {unknown} value @param {string} key @param {string} field @param {{at: string, by: string}} hand who wrote a bare text, and when */
    word: (value, key, field, hand) => {
      const given = typeof value === "string" ? { ...hand, value } : value;
      if (!isRecord(given) || typeof given.value !== "string" || !isTime(given.at)) return wrong(key, field, value);
      for (const name of Object.keys(given)) if (!["id", "field", "value", "at", "by"].includes(name)) fault(key, name, "unknown", given[name]);
      const isSayable = field === "status" ? STATUSES.includes(given.value) : !DATES.includes(field) || (isDay(given.value) && isNear(given.value));
      if (given.value && !isSayable) return wrong(key, field, given.value);
      const at = /(Z|[+-]\d\d:?\d\d)$/.test(given.at) ? given.at : `${given.at}Z`; // without a zone it is in UTC
      return { key, field, value: text(given.value, key, field), at, by: text(given.by, key, "by") };
    },
  };
}
