/* What is typed or pasted into a field: cleaned, or refused with the reason beside it; nothing of it goes in silence. */

const FIRST_DAY = "1900-01-01";
const LAST_DAY = "2199-12-31";

/** @typedef {Record<string, string>} FaultWords why something cannot be held, by the kind of fault */

/** @param {Control} control @param {string} reason beside it; empty where nothing is wrong */
function setFault(control, reason) {
  const field = /** @type {HTMLElement} */ (control.closest("[data-field]"));
  const note = find(field, "[data-fault]");
  note.id ||= `fault-${findAll(document, "[data-fault][id]").length}`;
  note.textContent = reason;
  note.hidden = !reason;
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== note.id);
  const described = [...others, ...(reason ? [note.id] : [])].join(" ");
  if (described) control.setAttribute("aria-describedby", described);
  else control.removeAttribute("aria-describedby");
  if (reason) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

/**
 * What a field holds, cleaned; null where it cannot be held: then the reason stands beside it.
 * @param {Control} control @param {FaultWords} words @param {string} [holds] what stays, if this is no whole date
 * @returns {string | null}
 */
function readControl(control, words, holds = "") {
  const reason = (/** @type {string} */ kind, /** @type {Record<string, unknown>} */ values) => {
    setFault(control, fillText(words[kind], values));
    return null;
  };
  const { value } = control;
  if (control.type === "date") {
    if (control.validity.badInput) return reason(holds ? "half_date" : "half_no_date", { holds });
    if (value && (value < FIRST_DAY || value > LAST_DAY || value.length > 10)) return reason("year", { year: value.split("-")[0] });
    setFault(control, "");
    return value;
  }
  const lines = control instanceof HTMLTextAreaElement;
  const most = lines ? MOST_OF_A_TEXT : MOST_OF_A_NAME;
  const text = cleanText(value, lines).trim();
  const fault = control instanceof HTMLSelectElement ? null : findTextFault(text, lines, most);
  if (fault) return reason(fault.kind, { ...fault, most });
  setFault(control, "");
  if (text !== value) control.value = text;
  return text;
}

/**
 * Commit a field when it is left or Enter is pressed in it, and a date that a calendar gives at once: not while it is typed.
 * @param {HTMLElement} within @param {(control: Control) => void} commit gets each field that holds something new
 */
function watchFields(within, commit) {
  let typing = false;
  const isOurs = (/** @type {EventTarget | null} */ target) => target instanceof HTMLElement && target.matches("[data-place]:not([type=checkbox])");
  const give = (/** @type {EventTarget | null} */ target) => {
    typing = false;
    const control = /** @type {Control} */ (target);
    if (isOurs(target) && (isTouched(control) || control.hasAttribute("aria-invalid"))) commit(control);
  };
  within.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && !(event.target instanceof HTMLTextAreaElement)) give(event.target);
    else typing = event.key !== "Tab";
  });
  within.addEventListener("change", ({ target }) => {
    if (!(typing && /** @type {Control} */ (target).type === "date")) give(target);
  });
  within.addEventListener("focusout", ({ target }) => give(target));
  window.addEventListener("pagehide", () => give(document.activeElement)); // half a word is more than none
}

/** Lead to a field, though it is folded away. @param {HTMLElement} field */
function showField(field) {
  for (let at = field.parentElement; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  field.focus();
}
