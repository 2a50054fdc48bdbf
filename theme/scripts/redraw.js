/* What is shown anew is put into what stands there: nothing loses the focus, half typed words or a click. */

/** @param {Node} node @returns {string} by which it is found again among its siblings */
function keyOf(node) {
  return `${node.nodeName} ${/** @type {HTMLElement} */ (node).dataset?.key ?? ""}`;
}

/** Let an element hold these children: what has the same key stays the node that it is. @param {Element} within @param {(Node | string)[]} children */
function patch(within, children) {
  const fresh = children.map((each) => (typeof each === "string" ? document.createTextNode(each) : each));
  const wanted = new Set(fresh.map(keyOf));
  for (const old of [...within.childNodes]) if (!wanted.has(keyOf(old))) old.remove();
  /** @type {Node | null} */
  let at = within.firstChild;
  for (const each of fresh) {
    let same = at;
    while (same && keyOf(same) !== keyOf(each)) same = same.nextSibling;
    if (same && same === at) at = at.nextSibling;
    else within.insertBefore(same ?? each, at);
    if (same) renew(same, each);
  }
  while (at) {
    const next = at.nextSibling;
    /** @type {ChildNode} */ (at).remove();
    at = next;
  }
}

/** Let a node be like another, but for what the reader has done to it. @param {Node} old @param {Node} fresh */
function renew(old, fresh) {
  if (!(old instanceof HTMLElement && fresh instanceof HTMLElement)) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (old.dataset.field !== undefined) return renewField(old, fresh);
  for (const { name } of [...old.attributes]) if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  if (old instanceof HTMLInputElement) old.checked = /** @type {HTMLInputElement} */ (fresh).checked;
  if (old.onclick !== fresh.onclick) old.onclick = fresh.onclick;
  return patch(old, [...fresh.childNodes]);
}

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/** @param {ParentNode} within @returns {Control} */
function controlIn(within) {
  return /** @type {any} */ (within.querySelector("input, select, textarea"));
}

/** What is half typed stays, as does what was refused. @param {HTMLElement} old @param {HTMLElement} fresh */
function renewField(old, fresh) {
  const [control, { value }] = [controlIn(old), controlIn(fresh)];
  if (!isTouched(control) && control.dataset.was !== value) setControl(control, value);
}

/** @param {Control} control @param {string} value */
function setControl(control, value) {
  control.value = value;
  control.dataset.was = control.value;
}

/** @param {Control} control @returns {boolean} whether it holds what is not kept */
function isTouched(control) {
  return control.validity.badInput || control.value !== (control.dataset.was ?? "");
}

/** Draw soon, though not between a press and its click: what moves away from under a finger is not clicked. */
const drawSoon = (() => {
  let presses = 0;
  let pressed = false;
  /** @type {Set<() => void>} */
  const waiting = new Set();
  const run = () => {
    if (pressed) return;
    for (const draw of [...waiting]) {
      waiting.delete(draw);
      draw();
    }
  };
  const release = (press = presses) =>
    setTimeout(() => {
      if (press !== presses) return;
      pressed = false;
      run();
    });
  window.addEventListener("pointerdown", ({ target }) => {
    if (/** @type {Element} */ (target).matches("select, option")) return; // its list takes the release
    pressed = true;
    presses += 1;
    setTimeout(release, 2000, presses); // whatever became of it
  }, true);
  for (const end of ["pointerup", "pointercancel", "dragend", "blur"]) window.addEventListener(end, () => release(), end !== "blur");
  return (/** @type {() => void} */ draw) => {
    waiting.add(draw);
    setTimeout(run);
  };
})();

/** Draw, and leave the focus where it was, or give it to what stands in. @param {() => void} draw @param {() => HTMLElement} standIn */
function keepFocus(draw, standIn) {
  const held = /** @type {HTMLElement} */ (document.activeElement);
  draw();
  if (held === document.body || document.activeElement === held) {
    if (held === document.body || held.checkVisibility()) return;
  }
  (held.isConnected && held.checkVisibility() ? held : standIn()).focus();
}
