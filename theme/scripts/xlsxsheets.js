/* Sheets of a workbook, written cell by cell. Text stands in its own cell, as text: nothing in it is ever computed. */

const LONGEST_CELL = 30_000; // characters; spreadsheets allow 32,767
const LONGEST_NAME = 31; // units of UTF-16

/** Names as sheets can have them: without forbidden characters, short enough, and unlike all others. @param {string[]} wanted @returns {string[]} */
function nameSheets(wanted) {
  const used = new Set(["history", CARRIER, FREE_DAYS]);
  const shorten = (/** @type {string} */ text, /** @type {number} */ longest) => {
    const letters = [...text];
    while (letters.join("").length > longest) letters.pop();
    return letters.join("").replace(/[ ']+$/, "");
  };
  return wanted.map((each) => {
    const plain = squeezeText(each.replace(/[[\]:*?/\\\0-\x1f\x7f]+/g, " ")).replace(/^'+|'+$/g, "") || "-";
    let name = shorten(plain, LONGEST_NAME);
    for (let number = 2; used.has(foldCase(name)); number += 1) name = `${shorten(plain, LONGEST_NAME - String(number).length - 1)} ${number}`;
    used.add(foldCase(name));
    return name;
  });
}

/** @param {number} row from 0 @param {number} column from 0 @returns {string} as `B7` */
function cellName(row, column) {
  return `${lettersOf(column)}${row + 1}`;
}

/** A cell that stays the same wherever a formula goes. @param {number} row @param {number} column @returns {string} */
function fixedCell(row, column) {
  return `$${lettersOf(column)}$${row + 1}`;
}

/** @param {string} day @returns {number} as spreadsheets count it */
function serialOf(day) {
  return countDays(day, "1899-12-30");
}

/** The height in points that the longest text of a row needs; not every program finds it by itself. @param {Record<string, string>} texts @param {Record<string, number>} columns @returns {number} */
function heightOf(texts, columns) {
  const lines = Object.entries(texts).map(([name, text]) => countLines(text, columns[name]));
  return 13 * Math.max(1, ...lines) + 4;
}

/* Letters that take the room of two. */
const WIDE_LETTER = /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** @param {string} text @returns {number} its width in letters, of which marks take none */
function measureText(text) {
  return [...text].reduce((width, letter) => width + (/\p{M}/u.test(letter) ? 0 : WIDE_LETTER.test(letter) ? 2 : 1), 0);
}

/** The lines of a text in a column: a word goes on the next one where this one has no room for it. @param {string} text @param {number} width @returns {number} */
function countLines(text, width) {
  let [lines, used] = [0, width];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const letters = measureText(word) * 0.82 + [...word].filter((letter) => /\p{Lu}/u.test(letter)).length * 0.3;
    if (used + 0.82 + letters <= width) {
      used += 0.82 + letters;
      continue;
    }
    const over = Math.floor(Math.max(0, letters - 0.01) / width); // a word that is longer than a line takes several
    [lines, used] = [lines + 1 + over, letters - over * width];
  }
  return lines;
}

/** Widths of columns with room for what stands in them, so that no address breaks. @param {Record<string, number>} columns @param {string[][]} rows @returns {Record<string, number>} */
function widenColumns(columns, rows) {
  return Object.fromEntries(
    Object.entries(columns).map(([name, width], index) => [name, Math.max(width, Math.min(60, Math.max(0, ...rows.map((row) => measureText(row[index]))) + 2))]),
  );
}

/** A sheet. @param {string} name @param {Record<string, number>} looks their numbers */
function sheetWriter(name, looks) {
  /** @type {Map<number, {cells: Map<number, string>, height: number}>} */
  const rows = new Map();
  /** @type {string[]} */
  const widths = [];
  const after = { filter: "", marks: "", choices: /** @type {string[]} */ ([]), paper: "" };
  let view = "";
  const rowAt = (/** @type {number} */ row) => {
    if (!rows.has(row)) rows.set(row, { cells: new Map(), height: 0 });
    return /** @type {{cells: Map<number, string>, height: number}} */ (rows.get(row));
  };
  const put = (/** @type {number} */ row, /** @type {number} */ column, /** @type {string} */ look, /** @type {string} */ rest) =>
    rowAt(row).cells.set(column, `<c r="${cellName(row, column)}" s="${looks[look]}"${rest}`);
  const sheet = {
    name,
    text: (/** @type {number} */ row, /** @type {number} */ column, /** @type {string} */ text, look = "plain") => {
      const part = [...text].slice(0, LONGEST_CELL).join("");
      put(row, column, look, part ? ` t="inlineStr"><is><t xml:space="preserve">${escapeXml(part)}</t></is></c>` : "/>");
    },
    number: (/** @type {number} */ row, /** @type {number} */ column, /** @type {number} */ number, look = "plain") => put(row, column, look, `><v>${number}</v></c>`),
    day: (/** @type {number} */ row, /** @type {number} */ column, /** @type {string | null} */ day, look = "date") =>
      put(row, column, look, day ? `><v>${serialOf(day)}</v></c>` : "/>"),
    /** @param {number} row @param {number} column @param {string} formula @param {string | number} value what it gives now @param {string} look */
    formula: (row, column, formula, value, look) => {
      const kind = typeof value === "number" ? "" : ' t="str"';
      put(row, column, look, `${kind}><f>${escapeXml(formula)}</f><v>${value}</v></c>`);
    },
    height: (/** @type {number} */ row, /** @type {number} */ points) => (rowAt(row).height = points),
    /** Name columns, and let the names stand while the rest is scrolled. @param {number} row @param {Record<string, number>} columns @param {(name: string) => string} say */
    header: (row, columns, say) => {
      Object.entries(columns).forEach(([column, width], at) => {
        widths.push(`<col min="${at + 1}" max="${at + 1}" width="${width + 0.7109375}" customWidth="1"/>`);
        sheet.text(row, at, say(column), "header");
      });
      view = `<pane ySplit="${row + 1}" topLeftCell="A${row + 2}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>`;
    },
    /** Offer choices. @param {string} area @param {string[]} choices @param {string} error */
    choices: (area, choices, error) => {
      const list = `"${choices.join(",")}"`;
      const said = `allowBlank="1" showInputMessage="1" showErrorMessage="1" error="${escapeXml(error)}"`;
      after.choices.push(`<dataValidation type="list" ${said} sqref="${area}"><formula1>${escapeXml(list)}</formula1></dataValidation>`);
    },
    /** Let a cell hold a date alone. @param {string} area */
    onlyDays: (area) => {
      const rule = 'type="date" operator="greaterThan" allowBlank="1" showInputMessage="1" showErrorMessage="1"';
      after.choices.push(`<dataValidation ${rule} sqref="${area}"><formula1>${serialOf("1990-01-01")}</formula1></dataValidation>`);
    },
    /** Mark cells by a rule; the first that holds is the last. @param {string} area @param {string} formula @param {number} mark @param {number} priority */
    mark: (area, formula, mark, priority) => {
      const rule = `<cfRule type="expression" dxfId="${mark}" priority="${priority}" stopIfTrue="1"><formula>${escapeXml(formula)}</formula></cfRule>`;
      after.marks += `<conditionalFormatting sqref="${area}">${rule}</conditionalFormatting>`;
    },
    filter: (/** @type {string} */ area) => (after.filter = `<autoFilter ref="${area}"/>`),
    /** How it is printed: on A4, its columns side by side. @param {string} head @param {string} foot */
    paper: (head, foot) => {
      const margins = '<pageMargins left="0.4" right="0.4" top="0.7" bottom="0.6" header="0.3" footer="0.3"/>';
      const setup = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>';
      after.paper = `${margins}${setup}<headerFooter><oddHeader>${escapeXml(head)}</oddHeader><oddFooter>${escapeXml(foot)}</oddFooter></headerFooter>`;
    },
    xml: (isFirst = false) => {
      const lines = [...rows].sort(([one], [other]) => one - other).map(([row, { cells, height }]) => {
        const own = [...cells].sort(([one], [other]) => one - other).map(([, cell]) => cell).join("");
        return `<row r="${row + 1}"${height ? ` ht="${height}" customHeight="1"` : ""}>${own}</row>`;
      });
      const { choices } = after;
      return [
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
        after.paper ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : "",
        `<sheetViews><sheetView${after.paper ? ' showGridLines="0"' : ""}${isFirst ? ' tabSelected="1"' : ""} workbookViewId="0">${view}</sheetView></sheetViews>`,
        ...['<sheetFormatPr defaultRowHeight="15"/>', widths.length ? `<cols>${widths.join("")}</cols>` : "", `<sheetData>${lines.join("")}</sheetData>`],
        ...[after.filter, after.marks, choices.length ? `<dataValidations count="${choices.length}">${choices.join("")}</dataValidations>` : ""],
        `${after.paper}</worksheet>`,
      ].join("");
    },
  };
  return sheet;
}

/** @typedef {ReturnType<typeof sheetWriter>} SheetWriter */

/**
 * A workbook of sheets.
 * @param {{sheet: SheetWriter, isHidden: boolean}[]} sheets @param {string} styles @param {string} names what is called otherwise in it
 * @param {{title: string, author: string}} about @returns {Promise<Blob>}
 */
function packSheets(sheets, styles, names, { title, author }) {
  const [parts, kinds] = ["http://schemas.openxmlformats.org/package/2006/", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"];
  const types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const numbered = sheets.map((each, at) => ({ ...each, number: at + 1 }));
  const override = (/** @type {string} */ part, /** @type {string} */ type) => `<Override PartName="/${part}" ContentType="${type}"/>`;
  const relation = (/** @type {string | number} */ id, /** @type {string} */ kind, /** @type {string} */ target) => `<Relationship Id="rId${id}" Type="${kind}" Target="${target}"/>`;
  const files = {
    "[Content_Types].xml": `<Types xmlns="${parts}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override("xl/workbook.xml", `${types}sheet.main+xml`)}${override("xl/styles.xml", `${types}styles+xml`)}${override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")}${numbered.map(({ number }) => override(`xl/worksheets/sheet${number}.xml`, `${types}worksheet+xml`)).join("")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${parts}relationships">${relation(1, `${kinds}/officeDocument`, "xl/workbook.xml")}${relation(2, `${parts}relationships/metadata/core-properties`, "docProps/core.xml")}</Relationships>`,
    "docProps/core.xml": `<cp:coreProperties xmlns:cp="${parts}metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator>${["created", "modified"].map((name) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:${name}>`).join("")}</cp:coreProperties>`,
    "xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${kinds}"><sheets>${numbered.map(({ sheet, isHidden, number }) => `<sheet name="${escapeXml(sheet.name)}" sheetId="${number}"${isHidden ? ' state="hidden"' : ""} r:id="rId${number}"/>`).join("")}</sheets><definedNames>${names}</definedNames><calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${parts}relationships">${numbered.map(({ number }) => relation(number, `${kinds}/worksheet`, `worksheets/sheet${number}.xml`)).join("")}${relation("Styles", `${kinds}/styles`, "styles.xml")}</Relationships>`,
    "xl/styles.xml": styles,
    ...Object.fromEntries(numbered.map(({ sheet, number }) => [`xl/worksheets/sheet${number}.xml`, sheet.xml(number === 1)])),
  };
  return packArchive(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, head + text])));
}
