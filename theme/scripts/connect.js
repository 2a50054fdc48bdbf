/* A file of records connected in the browser: which column is what, what does not fit, and tracking.yml to save. */

(function () {
  const root = document.querySelector(".connect");
  if (!(root instanceof HTMLElement) || typeof PARTNER_RECORDS === "undefined") return;
  const { tables, words } = PARTNER_RECORDS;
  const MOST = 30_000_000;
  const ROWS = 100_000;
  /** @type {Map<string, Source>} */
  const sources = new Map();

  const quote = (/** @type {string} */ text) => JSON.stringify(text);
  const label = (/** @type {string} */ text, /** @type {HTMLElement} */ control) => {
    const made = element("label", "");
    made.append(element("span", text), control);
    return made;
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
    choice.value = guessTable(tables, headings);
    const fields = element("div", "", { className: "connect__fields" });
    const meanings = element("div", "", { className: "connect__fields" });
    const faults = element("ul", "");
    /** @type {Source} */
    let source;
    let isChosen = false;

    const judge = () => {
      const found = [...listFaults(words, tables[choice.value], headings, rows, source), ...doubtDates()];
      faults.replaceChildren(...found.map((fault) => element("li", fault)));
      notice.textContent = fillText(found.length ? words.faults : words.fits, { file: name, rows: rows.length, count: found.length });
      sources.set(choice.value, source);
      save.hidden = false;
    };
    const fit = (/** @type {string} */ way) => {
      const days = tables[choice.value].fields.filter(isDated).flatMap(({ name: field }) => cells(source.columns[field] ?? ""));
      return days.filter((day) => isDay(day, way)).length;
    };
    /* The way in which most days are written; of two that fit as well, the reader says which. */
    const findDates = () => DAYS.map(([way]) => way).reduce((best, way) => (fit(way) > fit(best) ? way : best));
    const doubtDates = () => {
      const [other] = DAYS.map(([way]) => way).filter((way) => way !== source.dates && fit(way) && fit(way) === fit(source.dates));
      return other && !isChosen ? [fillText(words.two_ways, { one: source.dates, other })] : [];
    };
    const askMeanings = () => {
      meanings.replaceChildren();
      const before = source.values;
      source.values = {};
      for (const { name: field, words: known } of tables[choice.value].fields) {
        const own = source.columns[field];
        if (!own || !known.length) continue;
        /** @type {Record<string, string>} */
        const told = Object.create(null);
        source.values[field] = told;
        for (const word of [...new Set(cells(own))].filter((each) => !known.includes(each)).slice(0, 40)) {
          const near = before[field]?.[word] ?? known.find((each) => plain(each) === plain(word)) ?? "";
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
      source = { file: name, columns: proposeColumns(table, headings), dates: "", values: {} };
      source.dates = findDates();
      const dates = element("select", "");
      dates.append(...DAYS.map(([way]) => new Option(way || "yyyy-MM-dd", way)));
      dates.value = source.dates;
      dates.onchange = () => {
        source.dates = dates.value;
        isChosen = true;
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
