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
    /** @param {string} key @param {() => void} then runs when another tab has written it */
    watch: (key, then) => {
      window.addEventListener("storage", (event) => {
        if (event.key === key || event.key === null) then();
      });
    },
  };
})();

/** Hand a file to the reader. @param {string} name @param {string} text @param {string} type */
function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
