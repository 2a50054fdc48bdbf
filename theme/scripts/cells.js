/* What stands in a cell, and what it says of a field of a task, whatever people write there: the rules of
   generator/partner_playbooks/plans/returned/cells.py. */

/**
 * @typedef {{kind: "" | "text" | "number" | "truth" | "day" | "time", raw: string, number: number, day: string, clock: string,
 *   formula: string, isError: boolean, isCovered: boolean, comment: string}} Cell what is shown, as text, and as number or
 *   day and time; how it is computed; covered is what lies below another cell that was made wide
 * @typedef {{name: string, rows: Cell[][]}} Grid a sheet, row by row from its first
 * @typedef {{file?: true, sheet?: string, row?: number, kind: string, value: string, title: string, of: Record<string, unknown>}} Finding
 *   a place in a workbook, what is the matter with it, what stands there, and the title of the task that it is about
 */

/** @type {Cell} */
const EMPTY_CELL = { kind: "", raw: "", number: 0, day: "", clock: "", formula: "", isError: false, isCovered: false, comment: "" };
const MIDNIGHT = "00:00:00";
const FIRST_SERIAL = 30_000; // of 1982: what stands in a cell that has lost its date format
const LAST_SERIAL = 80_000; // of 2119

/** What stands in a cell as text; a day as 2026-12-01. @param {Cell | undefined} cell @param {boolean} [lines] @returns {string} */
function textOfCell(cell, lines = false) {
  if (!cell || !cell.kind) return "";
  if (cell.kind === "day") return cell.clock === MIDNIGHT ? cell.day : `${cell.day} ${cell.clock.slice(0, 5)}`;
  if (cell.kind === "number" && Number.isInteger(cell.number)) return String(BigInt(cell.number));
  return stripText(cleanText(cell.raw, lines));
}

/** A number as text, also where its cell has come to show days: then 14 is the 14th of January 1900. @param {Cell} cell @returns {string} */
function countOfCell(cell) {
  return cell.kind === "day" && cell.day < "1980" ? String(Math.round(cell.number)) : textOfCell(cell);
}

/** Whether a due day is computed as it was sent: then it says nothing of its own. @param {Cell} cell @returns {boolean} */
function followsFromAnchor(cell) {
  return cell.formula.toUpperCase().includes("WORKDAY");
}

/** Where a cell stands, from 0. @param {string} name as `B7` @returns {[row: number, column: number]} */
function placeOf(name) {
  const [, letters, digits] = /^\$?([A-Z]+)\$?(\d+)$/.exec(name) ?? ["", "A", "1"];
  return [Number(digits) - 1, [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1];
}

/** @param {number} column from 0 @returns {string} as `AB` */
function lettersOf(column) {
  return (column >= 26 ? lettersOf(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));
}

/** The day that a number counts, from its own first day on. @param {number} number @param {boolean} from1904 @returns {string} */
function dayOfSerial(number, from1904) {
  return shiftDay(from1904 ? "1904-01-01" : "1899-12-30", Math.floor(number));
}

/** A number of a cell that shows hours, however many. @param {number} number @returns {Partial<Cell>} */
function spanOf(number) {
  const [days, seconds] = [Math.floor(number), Math.floor((number - Math.floor(number)) * 86_400)];
  const clock = [Math.floor(seconds / 3600), ...[Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"))].join(":");
  return { kind: "time", number, clock, raw: days ? `${days} day${Math.abs(days) === 1 ? "" : "s"}, ${clock}` : clock };
}

/** A number of a cell that shows days or times. @param {number} number @param {boolean} from1904 @returns {Partial<Cell>} */
function timeOfSerial(number, from1904) {
  const milliseconds = Math.round((number - Math.floor(number)) * DAY);
  const clock = new Date(milliseconds % DAY).toISOString().slice(11, 19);
  if (number >= 0 && number < 1 && milliseconds < DAY) return { kind: "time", number, clock, raw: clock };
  const leap = number > 0 && number < 60 && !from1904 ? 1 : 0; // a day of 1900 that there never was
  try {
    const day = dayOfSerial(number + leap + Math.floor(milliseconds / DAY), from1904);
    return { kind: "day", number, day, clock, raw: `${day} ${clock}` };
  } catch {
    return { kind: "text", raw: "#VALUE!", isError: true };
  }
}

/**
 * Reads the cells of one workbook.
 * @param {Map<string, string>} statuses the file's own words for how far something is @param {string} order of dates of digits @param {boolean} from1904
 */
function cellReader(statuses, order, from1904) {
  const statusOfCell = (/** @type {Cell} */ cell) => {
    const word = normalizeWord(textOfCell(cell));
    const bare = word.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_%]+$/gu, "");
    return [word, bare].map((each) => statuses.get(each) || STATUS_OF.get(each)).find(Boolean);
  };
  /** @param {Cell} cell @param {string} text @returns {{value: string, fault: string}} */
  const readDate = (cell, text) => {
    if (!text) return { value: "", fault: "" };
    if (cell.kind === "day") return cell.day < "1980" ? { value: "", fault: "early" } : { value: text.slice(0, 10), fault: "" };
    const digits = cell.kind === "text" && /^\d+$/.test(stripText(cell.raw)) ? Number(stripText(cell.raw).slice(0, 9)) : NaN;
    const number = cell.kind === "number" ? cell.number : digits;
    const isSerial = Math.floor(number) >= FIRST_SERIAL && Math.floor(number) < LAST_SERIAL;
    const day = isSerial ? dayOfSerial(number, from1904) : readTypedDate(text, order);
    return day ? { value: day, fault: "" } : { value: "", fault: "no_date" };
  };
  return {
    /** What a cell says of a field, or why it says nothing that can be read. @param {string} field @param {Cell} cell @returns {{value: string, fault: string}} */
    read: (field, cell) => {
      if (cell.isError) return { value: "", fault: "error" };
      if (cell.formula && !cell.kind) return { value: "", fault: "formula" };
      const text = textOfCell(cell);
      if (field === "status") {
        const status = text ? statusOfCell(cell) : "open";
        return status ? { value: status, fault: "" } : { value: "", fault: "no_status" };
      }
      if (DATES.includes(field)) return readDate(cell, text);
      return { value: textOfCell(cell, WITH_LINES.includes(field)), fault: "" };
    },
    /** Whether a cell for a date only says that something is done, or is not; null where it says neither. @param {Cell} cell @returns {boolean | null} */
    isTick: (cell) => {
      const status = statusOfCell(cell);
      return status === "done" || (status === "open" ? false : null);
    },
  };
}
