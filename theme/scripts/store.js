/* Texts kept in this browser; where it stores nothing, until the page is left. */
const kept = (() => {
  /** @type {Map<string, string>} */
  const spare = new Map();
  /** @type {Storage | null} */
  let storage = null;
  try {
    storage = window.localStorage;
    storage.getItem("");
  } catch {
    storage = null; // blocked by a setting
  }
  return {
    get blocked() {
      return storage === null;
    },
    /** @param {string} key @returns {string | null} */
    read: (key) => (storage ? storage.getItem(key) : (spare.get(key) ?? null)),
    /** @param {string} key @param {string | null} text null takes it away @returns {boolean} whether there was room */
    write: (key, text) => {
      if (!storage) {
        if (text === null) spare.delete(key);
        else spare.set(key, text);
        return true;
      }
      try {
        if (text === null) storage.removeItem(key);
        else storage.setItem(key, text);
        return true;
      } catch {
        return false;
      }
    },
    /** @param {string} start @returns {string[]} what begins so, in order */
    keys: (start) => (storage ? Object.keys(storage) : [...spare.keys()]).filter((key) => key.startsWith(start)).sort(),
    /** @param {string} start @param {() => void} then runs when another tab has written what begins so */
    watch: (start, then) => {
      window.addEventListener("storage", (event) => {
        if (event.key === null || event.key.startsWith(start)) then();
      });
    },
  };
})();

/** @param {unknown} value @returns {value is Record<string, any>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** For the end of an address. @param {string} text @returns {Promise<string>} */
async function packText(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {string} text @param {number} most characters @returns {Promise<string>} empty where it is nothing that was packed, or more */
async function unpackText(text, most) {
  /* As it is; else without what was written or counted behind it: a word, “&utm_source=…”, a mark of emphasis. */
  for (const each of [text, text.split(/&|%20| /)[0], text.replace(/[-_]+\W*$/, "")]) {
    const found = await inflateText(each, most);
    if (found) return found;
  }
  return "";
}

/** @param {string} text @param {number} most characters @returns {Promise<string>} */
async function inflateText(text, most) {
  try {
    const bare = text.replace(/%[0-9a-f]{2}|[^\w-]/gi, ""); // what a mail program has put after it, or between its lines
    const bytes = Uint8Array.from(atob(bare.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
    const decoder = new TextDecoder();
    let found = "";
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      found += decoder.decode(value, { stream: true });
      if (found.length > most) return "";
    }
    return found + decoder.decode();
  } catch {
    return "";
  }
}

/** A table as CSV that spreadsheets read as text, and compute nothing of. @param {(string | number)[][]} rows @returns {string} */
function tableOf(rows) {
  const asText = (/** @type {string | number} */ cell) => (/^[=+\-@']/.test(String(cell)) && typeof cell === "string" ? `'${cell}` : String(cell));
  const quoted = (/** @type {string} */ cell) => (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);
  return `\ufeff${rows.map((row) => `${row.map((cell) => quoted(asText(cell))).join(",")}\r\n`).join("")}`;
}
