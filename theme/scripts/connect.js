/* A file of records connected in the browser: which column is what, what does not fit, and tracking.yml to save. */

/**
 * @typedef {{name: string, about: string, needed: boolean, shape: string, called: string[], words: string[]}} RecordField
 * @typedef {{about: string, fields: RecordField[]}} RecordTable
 * @typedef {{file: string, columns: Record<string, string>, dates: string, values: Record<string, Record<string, string>>}} Source
 */

(function () {
  const root = document.querySelector(".connect");
  if (!(root instanceof HTMLElement) || typeof PARTNER_RECORDS === "undefined") return;
  const { tables, words } = PARTNER_RECORDS;
  const MOST = 30_000_000;
  const ROWS = 100_000;
  /** @type {Map<string, Source>} */
  const sources = new Map();

  const plain = (/** @type {string} */ text) => text.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  const quote = (/** @type {string} */ text) => JSON.stringify(text);
  const isDated = (/** @type {RecordField} */ field) => field.shape === "date" || field.shape === "time";
  const label = (/** @type {string} */ text, /** @type {HTMLElement} */ control) => {
    const made = element("label", "");
    made.append(element("span", text), control);
    return made;
  };

  /** Which heading a field has, by what exports call it: none twice. @param {RecordTable} table @param {string[]} headings */
  const propose = (table, headings) => {
    const free = new Map(headings.map((heading) => [plain(heading), heading]));
    /** @type {Record<string, string>} */
    const columns = {};
    for (const { name, called } of table.fields) {
      const known = called.find((each) => free.has(each));
      if (known === undefined) continue;
      columns[name] = /** @type {string} */ (free.get(known));
      free.delete(known);
    }
    return columns;
  };
  /** The table of which most columns are known, and none is missing that it needs. @param {string[]} headings */
  const guess = (headings) => {
    const known = (/** @type {string} */ name) => {
      const columns = propose(tables[name], headings);
      return Object.keys(columns).length - 2 * tables[name].fields.filter((field) => field.needed && !columns[field.name]).length;
    };
    return Object.keys(tables).reduce((best, name) => (known(name) > known(best) ? name : best));
  };

  /** What does not fit, in words. @param {RecordTable} table @param {string[]} headings @param {string[][]} rows @param {Source} source */
  const check = (table, headings, rows, source) => {
    const faults = [];
    for (const field of table.fields) {
      const heading = source.columns[field.name];
      if (!heading) {
        if (field.needed) faults.push(fillText(words.lacks, { field: field.about }));
        continue;
      }
      const place = headings.indexOf(heading);
      const cells = rows.map((row) => (row[place] ?? "").trim());
      const empty = cells.filter((cell) => !cell).length;
      if (field.needed && empty) faults.push(fillText(words.empty, { heading, count: empty }));
      const wrong = cells.findIndex((cell) => cell && isDated(field) && !isDay(cell, source.dates));
      if (wrong >= 0) faults.push(fillText(words.no_day, { heading, row: wrong + 2, text: cells[wrong] }));
      if (field.shape === "id" && new Set(cells).size < cells.length) faults.push(fillText(words.twice, { heading }));
    }
    return faults;
  };

  const write = () => {
    const lines = ["zone: UTC", "tables:"];
    for (const [name, { file, columns, dates, values }] of sources) {
      lines.push(`  ${name}:`, `    file: ${quote(`records/${file}`)}`, "    columns:");
      for (const [field, heading] of Object.entries(columns)) lines.push(`      ${field}: ${quote(heading)}`);
      if (dates) lines.push(`    dates: ${quote(dates)}`);
      const told = Object.entries(values).filter(([field, known]) => columns[field] && Object.keys(known).length);
      if (told.length) lines.push("    values:");
      for (const [field, known] of told) {
        lines.push(`      ${field}:`, ...Object.entries(known).map(([word, meant]) => `        ${quote(word)}: ${quote(meant)}`));
      }
    }
    return `${lines.join("\n")}\n`;
  };

  const chooser = element("input", "", { type: "file", accept: ".csv,.tsv,.txt", multiple: false });
  const notice = element("p", "", { role: "status" });
  const form = element("div", "", { className: "connect__form" });
  const save = button(words.save, () => download("tracking.yml", write(), "text/yaml"));
  save.hidden = true;

  /** @param {string} name @param {string[][]} all */
  const connect = (name, all) => {
    const [headings, ...rows] = all;
    const cells = (/** @type {string} */ heading) => rows.map((row) => (row[headings.indexOf(heading)] ?? "").trim()).filter(Boolean);
    const choice = element("select", "");
    choice.append(...Object.entries(tables).map(([id, { about }]) => new Option(`${id}: ${about}`, id)));
    choice.value = guess(headings);
    const fields = element("div", "", { className: "connect__fields" });
    const meanings = element("div", "", { className: "connect__fields" });
    const faults = element("ul", "");
    /** @type {Source} */
    let source;

    const judge = () => {
      const found = check(tables[choice.value], headings, rows, source);
      faults.replaceChildren(...found.map((fault) => element("li", fault)));
      notice.textContent = fillText(found.length ? words.faults : words.fits, { file: name, rows: rows.length, count: found.length });
      sources.set(choice.value, source);
      save.hidden = false;
    };
    /* The way in which most days are written; of two that fit as well, the reader may choose the other. */
    const findDates = () => {
      const days = tables[choice.value].fields.filter(isDated).flatMap(({ name: field }) => cells(source.columns[field] ?? ""));
      const fit = (/** @type {string} */ way) => days.filter((day) => isDay(day, way)).length;
      return DAYS.map(([way]) => way).reduce((best, way) => (fit(way) > fit(best) ? way : best));
    };
    const askMeanings = () => {
      meanings.replaceChildren();
      source.values = {};
      for (const { name: field, words: known } of tables[choice.value].fields) {
        const own = source.columns[field];
        if (!own || !known.length) continue;
        /** @type {Record<string, string>} */
        const told = {};
        source.values[field] = told;
        for (const word of [...new Set(cells(own))].filter((each) => !known.includes(each)).slice(0, 40)) {
          const near = known.find((each) => plain(each) === plain(word)) ?? "";
          if (near) told[word] = near;
          const meant = element("select", "");
          meant.append(new Option("–", ""), ...known.map((each) => new Option(each)));
          meant.value = near;
          meant.onchange = () => {
            if (meant.value) told[word] = meant.value;
            else delete told[word];
          };
          meanings.append(label(`${own}: ${word}`, meant));
        }
      }
    };
    const ask = () => {
      const table = tables[choice.value];
      source = { file: name, columns: propose(table, headings), dates: "", values: {} };
      source.dates = findDates();
      const dates = element("select", "");
      dates.append(...DAYS.map(([way]) => new Option(way || "yyyy-MM-dd", way)));
      dates.value = source.dates;
      dates.onchange = () => {
        source.dates = dates.value;
        judge();
      };
      const asked = table.fields.map((field) => {
        const heading = element("select", "");
        heading.append(new Option("–", ""), ...headings.map((each) => new Option(each)));
        heading.value = source.columns[field.name] ?? "";
        heading.onchange = () => {
          if (heading.value) source.columns[field.name] = heading.value;
          else delete source.columns[field.name];
          askMeanings();
          judge();
        };
        return label(field.needed ? `${field.about} *` : field.about, heading);
      });
      fields.replaceChildren(...asked, label(words.dates, dates));
      askMeanings();
      judge();
    };
    choice.onchange = () => {
      for (const [id, each] of sources) if (each === source) sources.delete(id);
      ask();
    };
    form.replaceChildren(label(words.table, choice), fields, meanings, faults);
    ask();
  };

  /** @param {File} file */
  const read = async (file) => {
    const text = file.size > MOST ? null : await textOf(file);
    if (text === null) {
      notice.textContent = fillText(words.no_text, { file: file.name });
      return;
    }
    const bare = text.replace(/^\uFEFF/, "");
    const all = readCsv(bare, findSeparator(bare.slice(0, 20_000)), ROWS);
    if (all.length < 2) notice.textContent = fillText(words.no_text, { file: file.name });
    else connect(file.name, all);
  };

  chooser.onchange = () => {
    const [file] = chooser.files ?? [];
    if (file) void read(file);
  };
  root.ondragover = (event) => event.preventDefault();
  root.ondrop = (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void read(file);
  };
  root.append(label(words.choose, chooser), notice, form, save);
})();
