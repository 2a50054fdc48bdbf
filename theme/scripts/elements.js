"use strict";

/* Elements found, made and filled. Whatever comes from somebody else is put into them as text. */

/**
 * @template {typeof HTMLElement} [K=typeof HTMLElement]
 * @param {ParentNode} within @param {string} selector @param {K} [_kind] what the markup has there
 * @returns {InstanceType<K>} the first one; the markup has it
 */
function find(within, selector, _kind) {
  return /** @type {any} */ (within.querySelector(selector));
}

/**
 * @template {typeof HTMLElement} [K=typeof HTMLElement]
 * @param {ParentNode} within @param {string} selector @param {K} [_kind] @returns {InstanceType<K>[]}
 */
function findAll(within, selector, _kind) {
  return /** @type {any} */ ([...within.querySelectorAll(selector)]);
}

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name @param {string} text @param {Partial<HTMLElementTagNameMap[N]>} [more] @returns {HTMLElementTagNameMap[N]}
 */
function element(name, text, more = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...more });
}

/** @param {string} text @param {() => void} onclick */
function button(text, onclick) {
  return element("button", text, { type: "button", onclick });
}

/** Say something where it is announced; nothing takes it away. @param {HTMLElement} notice @param {string} text @param {HTMLElement[]} ways */
function announce(notice, text, ways) {
  notice.hidden = !text;
  notice.replaceChildren(element("p", text), ...ways);
}

/** Ask for a file. @param {HTMLInputElement} input @param {number} most bytes @param {(file: File | null) => void} then gets null for one too large */
function askFor(input, most, then) {
  input.onchange = () => {
    const [chosen] = input.files ?? [];
    if (chosen) then(chosen.size > most ? null : chosen);
    input.value = "";
  };
  input.click();
}

/** @param {Blob} file @returns {Promise<string | null>} its text; null where it is none in UTF-8 */
async function textOf(file) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}

/** Show an address, and copy it where the browser lets us. @param {HTMLInputElement} link @param {string} address @param {() => void} copied */
async function share(link, address, copied) {
  link.hidden = false;
  link.value = address;
  link.select();
  await navigator.clipboard?.writeText(address).then(copied, () => undefined);
}

/** Hand a file to the reader. @param {string} name @param {string | Blob} text @param {string} type */
function download(name, text, type) {
  const link = element("a", "", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Put values where a text says {name}. @param {string} text @param {Record<string, unknown>} values @returns {string} */
function fillText(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
