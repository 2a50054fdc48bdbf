/**
 * Ticks of a checklist: what is done, and since when, by the id of each item. Of two that differ, the later one holds.
 * @typedef {Map<string, {done: boolean, at: string}>} Ticks
 */
const ticks = (() => {
  const SCHEMA = "partner-playbooks/ticks";
  const MOST = 200_000;
  const ID = /^[a-z0-9][a-z0-9.#-]{0,200}$/;
  const LINK = "#ticks=";

  /** @param {unknown} tick @returns {tick is {done: boolean, at: string}} */
  const isTick = (tick) => {
    const { done, at } = Object(tick);
    return typeof done === "boolean" && typeof at === "string" && at.length < 40 && !Number.isNaN(Date.parse(at));
  };

  return {
    MOST,
    LINK,
    /** @param {string} list @param {Ticks} held @returns {string} */
    written: (list, held) => JSON.stringify({ schema: SCHEMA, version: 1, list, ticks: Object.fromEntries(held) }),
    /** @param {string} text @returns {{list: string, held: Ticks} | null} null if these are no ticks, or if any is wrong */
    read: (text) => {
      if (text.length > MOST) return null;
      try {
        const found = JSON.parse(text);
        if (found.schema !== SCHEMA || found.version !== 1 || typeof found.list !== "string") return null;
        const entries = Object.entries(Object(found.ticks));
        if (!entries.every(([id, tick]) => ID.test(id) && isTick(tick))) return null;
        return { list: found.list, held: new Map(entries.map(([id, { done, at }]) => [id, { done, at }])) };
      } catch {
        return null;
      }
    },
    /** @param {Ticks[]} many @returns {Ticks} */
    merged: (...many) => {
      /** @type {Ticks} */
      const all = new Map();
      for (const [id, tick] of many.flatMap((each) => [...each])) {
        const held = all.get(id);
        const [time, last] = [Date.parse(tick.at), held ? Date.parse(held.at) : -Infinity];
        if (time > last || (time === last && tick.done)) all.set(id, tick);
      }
      return all;
    },
    /** @param {string} text @returns {string} for the end of an address; what is written holds no other than ASCII */
    toLink: (text) => LINK + btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, ""),
    /** @param {string} hash @returns {string} empty if it is none */
    fromLink: (hash) => {
      try {
        return hash.length > MOST ? "" : atob(hash.slice(LINK.length).replace(/-/g, "+").replace(/_/g, "/"));
      } catch {
        return "";
      }
    },
  };
})();
