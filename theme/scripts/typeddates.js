/* Dates as people type them: 2026-12-01, 1 December 2026, 1. Dez. 2026; 01.12.2026 where it can mean one day only. */

/** Names of months in the languages that the package ships, whole and cut short, by number from 0. A test holds them to Python's. */
const MONTH_NAMES = [
  ["january", "jan", "januar", "jänner", "jaenner", "jän", "jaen"],
  ["february", "feb", "februar"],
  ["march", "mar", "märz", "maerz"],
  ["april", "apr"],
  ["may", "mai"],
  ["june", "jun", "juni"],
  ["july", "jul", "juli"],
  ["august", "aug"],
  ["september", "sep", "sept"],
  ["october", "oct", "oktober", "okt"],
  ["november", "nov"],
  ["december", "dec", "dezember", "dez"],
];
const TYPED_ISO = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?Z|[+-]\d\d:?\d\d)?)?$/;
const TYPED_DIGITS = /^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d\d)$/;
const TYPED_NAMED = /^(?:(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*([\p{L}\p{M}]+)\.?|([\p{L}\p{M}]+)\.?\s*(\d{1,2})(?:st|nd|rd|th|\.)?)[\s,-]+(\d{4}|\d\d)$/u;
const TYPED_WEEKDAY = /^[\p{L}\p{M}]{2,10}\.?,?\s+(?=\d)/u;

/** The order of dates by a pattern such as `d MMMM yyyy`. @param {string} pattern @returns {"day" | "month" | ""} */
function findDateOrder(pattern) {
  const [day, month] = [pattern.indexOf("d"), pattern.indexOf("M")];
  if (Math.min(day, month) < 0 || pattern.startsWith("y")) return "";
  return day < month ? "day" : "month";
}

/** The one date that a text can mean; empty where it is none, or might be another. @param {string} text @param {string} order which stands first in dates of digits: day, month, or nobody says @returns {string} */
function readTypedDate(text, order) {
  const typed = squeezeText(text).replace(/^[ ,;]+|[ ,;]+$/g, "");
  const iso = TYPED_ISO.exec(typed);
  if (iso) return dateOfParts(iso[1], iso[3], iso[4]);
  const digits = TYPED_DIGITS.exec(typed);
  if (digits) return dateOfDigits(digits, order);
  const first = typed.split(" ")[0].replace(/^[.,]+|[.,]+$/g, "");
  const bare = first && monthOf(first) ? typed : typed.replace(TYPED_WEEKDAY, "");
  const after = TYPED_DIGITS.exec(bare);
  if (after) return dateOfDigits(after, order);
  const named = TYPED_NAMED.exec(bare);
  const month = named ? monthOf(named[2] || named[3]) : 0;
  return named && month ? dateOfParts(named[5], String(month), named[1] || named[4]) : "";
}

/** @param {RegExpExecArray} found @param {string} order @returns {string} */
function dateOfDigits([, one, , other, year], order) {
  if (order) return order === "day" ? dateOfParts(year, other, one) : dateOfParts(year, one, other);
  const can = new Set([dateOfParts(year, other, one), dateOfParts(year, one, other)].filter(Boolean));
  return can.size === 1 ? [...can][0] : "";
}

/** @param {string} name @returns {number} from 1; 0 where it is none */
function monthOf(name) {
  const typed = foldCase(name);
  return [...typed].length < 3 ? 0 : MONTH_NAMES.findIndex((names) => names.some((each) => each.startsWith(typed))) + 1;
}

/** @param {string} year @param {string} month @param {string} day @returns {string} empty where there is no such day */
function dateOfParts(year, month, day) {
  const whole = String(Number(year) + (year.length === 2 ? 2000 : 0)).padStart(4, "0");
  const found = [whole, month.padStart(2, "0"), day.padStart(2, "0")].join("-");
  return isDay(found) ? found : "";
}
