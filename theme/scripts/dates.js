/* Day numbers turned into dates, by the rules of the generator: docs/downloads.md gives them. A date is a text: 2026-12-01. */

/** @typedef {{weekdays: number[], holidays: Set<string>}} WorkCalendar days that work is due on; 0 is Monday */

const DAY = 86_400_000;

/** @param {unknown} text @returns {text is string} whether it is a date of the years 1 to 9999 */
function isDay(text) {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text); // not the 30th of February
}

/* The last moment at which something can be said, as on the command line: in any zone it has a date. */
const LAST_TIME = Date.parse("9999-12-30T23:59:59.999Z");

/** @param {unknown} text @returns {text is string} whether it is a time: 2026-12-01T09:30:00Z, or of another zone */
function isTime(text) {
  const form = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/;
  return typeof text === "string" && form.test(text) && Date.parse(text) <= LAST_TIME;
}

/** @param {string} day @param {number} count @returns {string} @throws {RangeError} no calendar reaches so far */
function shiftDay(day, count) {
  const moved = new Date(Date.parse(day) + count * DAY);
  const year = moved.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new RangeError(`${day} ${count}`);
  return moved.toISOString().slice(0, 10);
}

/** @param {string} day @param {string} from @returns {number} how many days lie between */
function countDays(day, from) {
  return (Date.parse(day) - Date.parse(from)) / DAY;
}

/** @param {string} day @returns {number} 0 for Monday to 6 for Sunday */
function weekday(day) {
  return (new Date(Date.parse(day)).getUTCDay() + 6) % 7;
}

/** @param {string} day @param {WorkCalendar} calendar @param {boolean} back @returns {string} the nearest working day */
function rollDay(day, calendar, back) {
  while (!calendar.weekdays.includes(weekday(day)) || calendar.holidays.has(day)) day = shiftDay(day, back ? -1 : 1);
  return day;
}

/* More are not counted, for each has to be looked at: the same on the command line. */
const MOST_WORKING_DAYS = 10_000;

/** The working day that is so many after a day, or before it. @param {string} day @param {number} count @param {WorkCalendar} calendar @returns {string} */
function countWorking(day, count, calendar) {
  const back = count < 0;
  if (Math.abs(count) > MOST_WORKING_DAYS) throw new RangeError(`${day} ${count}`);
  for (let left = Math.abs(count); left; left -= 1) day = rollDay(shiftDay(day, back ? -1 : 1), calendar, back);
  return day;
}

/**
 * The date of a numbered day: 1 is the anchor, which does not move; there is no day 0.
 * @param {string} anchor @param {number} day @param {WorkCalendar} calendar @param {boolean} back counted to a target
 * @param {boolean} [working] whether working days are counted
 * @returns {string}
 */
function findDueDate(anchor, day, calendar, back, working) {
  const count = day > 0 ? day - 1 : day;
  if (!count) return anchor;
  return working ? countWorking(anchor, count, calendar) : rollDay(shiftDay(anchor, count), calendar, back);
}

/** @param {Date} [now] @returns {string} today, as the clock on the wall says */
function today(now = new Date()) {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** A date as the programme writes dates. @param {string} day @param {Record<string, any>} words with `date_format` and `months` @returns {string} */
function writeDay(day, words) {
  const [year, month, date] = day.split("-");
  const [MMMM, MMM] = words.months[Number(month) - 1];
  const parts = { yyyy: year, MMMM, MMM, MM: month, dd: date, d: String(Number(date)) };
  return words.date_format.replace(/yyyy|MMMM|MMM|MM|dd|d/g, (/** @type {keyof typeof parts} */ part) => parts[part]);
}

/** The time of what is said now: after what was said before, though somebody's clock was ahead. @param {string[]} before @returns {string} */
function nowAfter(before) {
  const later = before.reduce((latest, at) => Math.max(latest, Date.parse(at) + 1), Date.now());
  return new Date(Math.min(later, LAST_TIME)).toISOString();
}
