/* What a text of a plan may hold: the rule of generator/partner_playbooks/plans/texts.py, which says why;
   tests/scripts/texts.json holds both to it, and a test every character. */

const MOST_OF_A_TEXT = 2000;
const MOST_OF_A_NAME = 300;
const WITH_LINES = ["note", "done_when", "text"];

/** @type {Record<string, RegExp>} characters that no text may hold, by the kind of fault */
const REFUSED = {
  control: /[\0-\t\v-\x1f\x7f-\x9f\u2028\u2029]/u,
  direction: /[\u202a-\u202e\u2066-\u2069]/u,
  hidden: /[\u200b\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u,
  broken: /\p{Cs}/u,
  nothing: /\p{Noncharacter_Code_Point}/u,
};
const REFUSED_ANY = new RegExp(Object.values(REFUSED).map((each) => each.source).join("|"), "gu");

/** @param {string} text @param {boolean} [lines] whether it may have line breaks @returns {string} what has a plain meaning, written plainly */
function cleanText(text, lines = false) {
  return text.replace(/\t/g, " ").replace(/\r\n|[\r\n\v\f\x85\u2028\u2029]/g, lines ? "\n" : " ").replace(/[\u200b\ufeff]/g, "");
}

/**
 * Why a text cannot be held. @param {string} text @param {boolean} [lines] @param {number} [most] characters
 * @returns {{kind: string, code: string, count: number} | null} the kind of fault, and the character in hexadecimal
 */
function findTextFault(text, lines = false, most = MOST_OF_A_TEXT) {
  const [bad = ""] = text.replace(/\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}/gu, " ").match(REFUSED_ANY) ?? [];
  const count = [...text].length;
  const long = count > most ? "long" : undefined;
  const kind = bad ? Object.keys(REFUSED).find((each) => REFUSED[each].test(bad)) : !lines && text.includes("\n") ? "lines" : long;
  return kind ? { kind, code: (bad.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0"), count } : null;
}

/** @param {string} text @param {boolean} [lines] @returns {string} what is shown of a stored text at fault, and can be held */
function showText(text, lines = false) {
  const shown = [...cleanText(text, lines).replace(REFUSED_ANY, "\ufffd")];
  return shown.length > MOST_OF_A_TEXT ? `${shown.slice(0, MOST_OF_A_TEXT - 1).join("")}…` : shown.join("");
}

/** Ids that one text holds with spaces between them; what an older page has kept is one id. @param {string | null | undefined} text @returns {string[]} */
function idsIn(text) {
  return (text ?? "").split(" ").filter(Boolean);
}

/** Those ids in a text that are known. @param {Record<string, string>} titles by id @param {string | undefined} text @returns {string} */
function keepKnown(titles, text) {
  return idsIn(text).filter((id) => Object.hasOwn(titles, id)).join(" ");
}
