/* What people call the columns of a plan, and what they write into them: the lists of
   generator/partner_playbooks/plans/returned/column_words.py and plans/interchange.py, to which a test holds these. */

/** @type {Record<string, string[]>} */
const HEADINGS = {
  id: ["id", "ids", "key", "task id", "kennung", "aufgaben id", "aufgabenkennung", "schlüssel"],
  milestone: ["milestone", "milestones", "meilenstein", "meilensteine"],
  task: [
    "task", "tasks", "task title", "to do", "todo", "action", "actions", "action item", "activity", "title",
    "aufgabe", "aufgaben", "titel", "maßnahme", "tätigkeit", "was ist zu tun",
  ],
  side: ["side", "seite", "party", "partei"],
  who: [
    "who", "owner", "owners", "responsible", "assigned to", "assignee", "person responsible", "by whom", "wer",
    "verantwortlich", "verantwortliche", "verantwortlicher", "zuständig", "eigner", "bearbeiter",
  ],
  due: [
    "due", "due date", "due on", "due day", "due by", "deadline", "by when", "target date", "fällig", "fällig am",
    "fälligkeit", "fälligkeitsdatum", "termin", "frist", "bis", "bis wann",
  ],
  status: [
    "status", "state", "task status", "task state", "current status", "statuses", "standing", "stand", "zustand",
    "bearbeitungsstand", "aktueller stand",
  ],
  "done-on": [
    "done on", "date done", "done date", "completed on", "date completed", "completion date", "finished on",
    "finish date", "actual date", "closed on", "done", "completed", "finished", "erledigt am", "fertig am",
    "abgeschlossen am", "erledigt", "fertig", "abgeschlossen", "erledigungsdatum",
  ],
  note: [
    "note", "notes", "comment", "comments", "remark", "remarks", "my notes", "our notes", "notiz", "notizen",
    "anmerkung", "anmerkungen", "bemerkung", "bemerkungen", "kommentar", "kommentare", "hinweis",
  ],
  "done-when": [
    "done when", "definition of done", "acceptance criteria", "done if", "completed when", "erledigt, wenn",
    "erledigt wenn", "fertig wenn", "fertig, wenn", "abnahmekriterium",
  ],
  after: ["after", "only after", "depends on", "prerequisites", "nach", "erst nach", "voraussetzungen"],
  day: ["day", "plan day", "tag", "plantag"],
  when: ["when", "wann"],
  test: [
    "what must be true", "exit test", "exit tests", "exit criterion", "was gelten muss", "abschlusstest", "test",
  ],
  role: ["role", "roles", "function", "rolle", "rollen", "funktion"],
  name: ["name", "names", "person", "full name", "namen", "ansprechpartner"],
  contact: ["contact", "contacts", "email", "e mail", "mail", "phone", "kontakt", "kontakte", "telefon"],
  for: ["for", "for whom", "partner types", "für", "für wen", "partnertypen"],
  tiers: ["tiers"],
  counted: ["counted from"],
  support: ["support", "with", "together with", "mit", "zusammen mit"],
  begins: ["begins", "from", "earliest", "ab", "frühestens"],
  duration: ["duration", "dauer"],
  recurrence: ["recurrence"],
};

/** Common words for how far something is. @type {Record<string, string[]>} */
const STATUS_WORDS = {
  open: [
    "open", "not started", "not done", "not yet", "to do", "todo", "no", "n", "false", "0", "☐", "□", "-", "–", "—",
    "offen", "nicht begonnen", "nicht erledigt", "noch nicht", "noch offen", "nein", "falsch", "0 %", "0%",
  ],
  doing: [
    "doing", "in progress", "started", "ongoing", "under way", "underway", "wip", "work in progress", "begun",
    "in arbeit", "in bearbeitung", "begonnen", "angefangen", "laufend", "läuft",
  ],
  done: [
    "done", "complete", "completed", "finished", "closed", "yes", "y", "true", "ok", "okay", "met", "passed", "x",
    "1", "✓", "✔", "✅", "☑", "☒", "🗹", "🗸", "√", "100 %", "100%", "ticked", "х", "×", "erledigt", "fertig",
    "abgeschlossen", "ja", "j", "wahr", "erfüllt", "bestanden", "gemacht", "getan",
  ],
  stuck: [
    "stuck", "blocked", "on hold", "waiting", "delayed", "at risk", "blockiert", "festgefahren", "hängt",
    "steckt fest", "wartet", "angehalten", "gestoppt",
  ],
  dropped: [
    "dropped", "not needed", "not required", "not applicable", "n/a", "na", "cancelled", "canceled", "obsolete",
    "entfällt", "nicht nötig", "nicht notwendig", "nicht erforderlich", "gestrichen", "hinfällig", "storniert",
  ],
};

/** What the sides are called. @type {Record<string, string[]>} */
const SIDE_WORDS = {
  vendor: ["vendor", "hersteller", "anbieter"],
  partner: ["partner"],
  customer: ["customer", "client", "kunde"],
};

/** Columns of the first sheet, in their order, with their widths in characters. @type {Record<string, number>} */
const PLAN_COLUMNS = {
  milestone: 18, task: 36, side: 8, who: 20, support: 20, begins: 11, due: 11, duration: 9, status: 12, "done-on": 11, note: 26, for: 20, "done-when": 44, after: 44, day: 6, id: 26,
};
/** Columns of the second sheet, likewise. @type {Record<string, number>} */
const TEST_COLUMNS = {
  milestone: 30, due: 14, test: 70, for: 24, status: 13, note: 40, id: 26,
};
const OPTIONAL_COLUMNS = ["support", "begins", "duration", "for"]; // only where they say something
const MOST_ROWS = 20000;
const CARRIER = "_plan"; // the hidden sheet that carries the plan
const FREE_DAYS = "_calendar"; // the hidden sheet with public holidays

/** The columns that a sheet has. @param {Record<string, number>} columns @param {string[]} told of the optional ones, those in which something is said @returns {Record<string, number>} */
function chooseColumns(columns, told) {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => !OPTIONAL_COLUMNS.includes(name) || told.includes(name)));
}

/** A heading as headings are compared: `Done_on:` and `DONE  ON` are `done on`. @param {string} text @returns {string} */
function normalizeHeading(text) {
  const plain = foldCase(cleanText(text)).replace(new RegExp(`[${BLANK}_\\-\\xad]+`, "gu"), " ");
  return plain.replace(/^[ .:;*!?#()[\]\u200e\u200f]+|[ .:;*!?#()[\]\u200e\u200f]+$/g, "");
}

/** What stands in a cell, as words are compared. @param {string} text @returns {string} */
function normalizeWord(text) {
  const bare = foldCase(cleanText(text).replace(/[\ufe0e\ufe0f]/g, ""));
  return squeezeText(bare).replace(/^[ .!;,\u200e\u200f]+|[ .!;,\u200e\u200f]+$/g, "") || stripText(bare);
}

const COLUMN_OF = new Map(Object.entries(HEADINGS).flatMap(([column, words]) => words.map((word) => [normalizeHeading(word), column])));
const STATUS_OF = new Map(Object.entries(STATUS_WORDS).flatMap(([status, words]) => words.map((word) => [normalizeWord(word), status])));
