/* What the search shows: entries with their kind, place and reason; an answer; and before anything is typed, what is likely. */

/**
 * @typedef {{found: Record<string, string>, none: string, nearest: string, meant: string, also: string, within: string,
 *   stuck: string, stage: string, recent: string, kinds: Record<string, string>}} SearchWords
 * @typedef {{texts: string[], answers: Record<number, string>}} SearchTexts
 * @typedef {{index: SearchIndex, words: SearchWords, root: string, texts: () => SearchTexts | null}} SearchShown
 */

const [BEST, GROUPED, EXCERPT, ANSWERED] = [6, 10, 150, 3];

/** @param {SearchShown} shown */
function searchView({ index, words, root, texts }) {
  /** The address of an entry; on a disk, folders have no index. @param {string} address */
  const addressOf = (address) => {
    const [path, anchor] = address.split("#");
    const file = location.protocol === "file:" && (path === "" || path.endsWith("/")) ? `${path}index.html` : path;
    return new URL(anchor === undefined ? file : `${file}#${anchor}`, root).href;
  };
  /** Text with the words that were asked for marked. @param {string} text @param {Set<string>} asked @returns {(Node | string)[]} */
  const mark = (text, asked) =>
    text.split(/([\p{L}\p{N}'’]+)/u).map((part, at) => (at % 2 && partWords(part).some((word) => asked.has(index.stem(word))) ? element("mark", part) : part));
  /** The piece of a text that says most of what was asked. @param {string} text @param {Set<string>} asked @returns {string} */
  const excerptOf = (text, asked) => {
    const sentences = text.match(/[^.;:!?]+[.;:!?]*/g) ?? [];
    let [best, most] = ["", 0];
    for (const sentence of sentences) {
      const hits = new Set(partWords(sentence).map(index.stem).filter((stem) => asked.has(stem))).size;
      if (hits > most) [best, most] = [sentence, hits];
    }
    const piece = best.trim();
    if (piece.length <= EXCERPT) return piece;
    const first = piece.search(/[\p{L}\p{N}'’]+/u);
    const hit = Math.max(0, [...piece.matchAll(/[\p{L}\p{N}'’]+/gu)].find(([word]) => partWords(word).some((part) => asked.has(index.stem(part))))?.index ?? first);
    const start = Math.max(0, piece.lastIndexOf(" ", Math.max(0, hit - 40)));
    return `${start ? "…" : ""}${piece.slice(start, start + EXCERPT).trim()}…`;
  };
  /** Why it was found, where its title does not say it. @param {FoundEntry} found @returns {(Node | string)[]} */
  const reasonOf = ({ number, stems: hit }) => {
    const { title, words: names } = index.entries[number];
    const asked = new Set(hit);
    const isIn = (/** @type {string} */ text) => partWords(text).some((word) => asked.has(index.stem(word)));
    const titled = new Set(partWords(title).map(index.stem));
    const excerpt = excerptOf(texts()?.texts[number] ?? "", asked);
    if (hit.every((stem) => titled.has(stem))) return mark(excerpt, asked);
    const called = names.filter(isIn).slice(0, 2);
    return called.length ? mark(fillText(words.also, { words: called.join(", ") }), asked) : mark(excerpt, asked);
  };
  /** @param {number} number @param {(Node | string)[]} reason @param {string[]} [hit] @returns {HTMLElement} */
  const line = (number, reason, hit = []) => {
    const { kind, title, where, address } = index.entries[number];
    const made = element("li", "");
    const link = element("a", "", { href: addressOf(address), className: "search__entry" });
    link.dataset.entry = address;
    const name = element("strong", "");
    name.append(...mark(title, new Set(hit)));
    const place = [words.kinds[kind] ?? kind, ...(where ? [fillText(words.within, { where })] : [])].join(" ");
    link.append(element("span", place, { className: "search__kind" }), name);
    if (reason.length) {
      const said = element("span", "", { className: "search__why" });
      said.append(...reason);
      link.append(said);
    }
    made.append(link);
    return made;
  };
  /** @param {string} title @param {HTMLElement[]} lines @returns {HTMLElement[]} */
  const part = (title, lines) => {
    const list = element("ul", "");
    list.append(...lines);
    return lines.length ? [...(title ? [element("h2", title)] : []), list] : [];
  };
  /** @param {FoundEntry} found */
  const lineOf = (found) => line(found.number, reasonOf(found), found.stems);
  /** One of the first entries that has an answer and is called what was asked. @param {FoundEntry[]} found @param {string} query */
  const findAnswered = (found, query) => {
    const asked = index.readName(query).stems;
    const isCalled = (/** @type {string} */ name) => index.readName(name).stems.every((stem) => asked.includes(stem));
    return found.slice(0, ANSWERED).find(({ number }) => texts()?.answers[number] && [index.entries[number].title, ...index.entries[number].words].some(isCalled));
  };
  /** @param {FoundEntry} found @returns {HTMLElement} its answer */
  const answer = ({ number }) => {
    const { title, kind, address } = index.entries[number];
    const said = texts()?.answers[number] ?? "";
    const card = element("section", "", { className: "search__answer" });
    const link = element("a", title, { href: addressOf(address) });
    link.dataset.entry = address;
    const head = element("h2", "");
    head.append(link);
    card.append(element("span", words.kinds[kind] ?? kind, { className: "search__kind" }), head, element("p", said));
    return card;
  };

  return {
    /** @param {FoundEntry[]} found @param {string} query @returns {HTMLElement[]} */
    results: (found, query) => {
      const answered = findAnswered(found, query);
      const card = answered ? [answer(answered)] : [];
      const rest = found.filter((each) => each !== answered);
      if (rest.length <= GROUPED) return [...card, ...part("", rest.map(lineOf))];
      /** @type {Map<string, FoundEntry[]>} */
      const groups = new Map();
      for (const each of rest.slice(BEST)) {
        const { kind } = index.entries[each.number];
        groups.set(kind, [...(groups.get(kind) ?? []), each]);
      }
      return [...card, ...part("", rest.slice(0, BEST).map(lineOf)), ...[...groups].flatMap(([kind, each]) => part(words.kinds[kind] ?? kind, each.map(lineOf)))];
    },
    /** Entries as they are. @param {string} title @param {number[]} numbers @returns {HTMLElement[]} */
    entries: (title, numbers) => part(title, numbers.map((number) => line(number, []))),
  };
}

/** The entry of a kind whose words look most like a query. @param {SearchIndex} index @param {string} kind @param {string} query @returns {number[]} none where nothing is alike */
function findNearestOf(index, kind, query) {
  const part = (/** @type {string} */ text) => {
    const plain = ` ${partWords(text).map(stripMarks).join(" ")} `;
    return new Set([...plain].map((_, at) => plain.slice(at, at + 3)).filter((piece) => piece.length === 3));
  };
  const wanted = part(query);
  const likeness = (/** @type {SearchEntry} */ { title, words }) =>
    Math.max(...[title, ...words].map((name) => {
      const pieces = part(name);
      return [...pieces].filter((piece) => wanted.has(piece)).length / (pieces.size + wanted.size || 1);
    }));
  let [best, most] = [-1, 0];
  index.entries.forEach((entry, number) => {
    if (entry.kind !== kind) return;
    const like = likeness(entry);
    if (like > most) [best, most] = [number, like];
  });
  return best < 0 ? [] : [best];
}
