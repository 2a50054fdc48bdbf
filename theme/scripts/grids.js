/* Workbooks as plain grids of cells, whoever has saved them; else what they are instead. The reader is made of what the
   browser has: it unpacks, and it reads XML. What it gives is what openpyxl gives on the command line; a test holds both. */

const MOST_COLUMNS = 256;
const FEWER_COLUMNS = 60; // of a long sheet: more come of formats that reach to its edge
const MOST_CELLS = 2_000_000;
const DAY_FORMATS = [14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 47];

/** @typedef {{grids: Grid[], changed: string, from1904: boolean, unread: Finding[]}} Tables a workbook; changed is when a program has saved it last, if it says so */

/** @param {ParentNode} within @param {string} name @returns {Element[]} */
const elementsOf = (within, name) => [.../** @type {Element} */ (within).getElementsByTagNameNS("*", name)];
/** @param {Element} within @param {string} name @returns {Element | undefined} */
const childOf = (within, name) => [...within.children].find((each) => each.localName === name);

/** What an archive is that is no workbook. @param {Map<string, ZipEntry>} files @param {string} mimetype @returns {string} a kind of fault; empty for a workbook */
function findOtherKind(files, mimetype) {
  const names = [...files.keys()];
  if (mimetype.startsWith("application/vnd.oasis.opendocument")) return "ods";
  if (names.some((name) => name.endsWith(".iwa") || name === "Index.zip")) return "numbers";
  if (files.has("xl/workbook.bin")) return "xlsb";
  if (files.has("word/document.xml")) return "word";
  if (!names.some((name) => name.startsWith("xl/")) && names.some((name) => /\.(xlsx|json)$/.test(name))) return "several";
  return "";
}

/**
 * The sheets of a workbook.
 * @param {Uint8Array<ArrayBuffer>} bytes @returns {Promise<Tables | string>} the kind of fault where it is none
 */
async function openWorkbook(bytes) {
  if (bytes.length > MOST_OF_A_PLAN) return "large";
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    return new TextDecoder("utf-16le").decode(bytes).includes("EncryptedPackage") || new TextDecoder("utf-16le").decode(bytes.subarray(1)).includes("EncryptedPackage") ? "password" : "old";
  }
  try {
    const files = listArchive(bytes);
    if ([...files.values()].reduce((sum, { size }) => sum + size, 0) > MOST_UNPACKED) return "unpacked";
    const texts = async (/** @type {string} */ name) => {
      const entry = files.get(name);
      return entry ? new TextDecoder().decode(await unpackEntry(entry)) : "";
    };
    const other = findOtherKind(files, await texts("mimetype"));
    return other || (await tablesOf(files, texts));
  } catch {
    return "no_workbook";
  }
}

/** @param {Map<string, ZipEntry>} files @param {(name: string) => Promise<string>} texts @returns {Promise<Tables>} @throws {Error} a part is missing, or is no XML */
async function tablesOf(files, texts) {
  const read = async (/** @type {string} */ name) => {
    const text = await texts(name);
    if (/<!DOCTYPE/i.test(text)) throw new RangeError(name);
    const found = new DOMParser().parseFromString(text, "application/xml");
    if (elementsOf(found, "parsererror").length) throw new RangeError(name);
    return found;
  };
  /* What a part leads to: kind and name by id. */
  const related = async (/** @type {string} */ part) => {
    const [folder, name] = [part.slice(0, part.lastIndexOf("/") + 1), part.slice(part.lastIndexOf("/") + 1)];
    if (!files.has(`${folder}_rels/${name}.rels`)) return [];
    return elementsOf(await read(`${folder}_rels/${name}.rels`), "Relationship").map((each) => ({
      id: each.getAttribute("Id") ?? "",
      kind: (each.getAttribute("Type") ?? "").replace(/.*\//, ""),
      target: new URL(each.getAttribute("Target") ?? "", `zip:///${folder}`).pathname.slice(1),
    }));
  };
  const book = (await related("")).find(({ kind }) => kind === "officeDocument")?.target ?? "xl/workbook.xml";
  const parts = await related(book);
  const partOf = (/** @type {string} */ kind) => parts.find((each) => each.kind === kind && files.has(each.target))?.target;
  const [strings, styles, root] = [partOf("sharedStrings"), partOf("styles"), await read(book)];
  const from1904 = /^(1|true)$/.test(elementsOf(root, "workbookPr")[0]?.getAttribute("date1904") ?? "");
  const known = {
    texts: strings ? elementsOf(await read(strings), "si").map(richText) : [],
    days: styles ? dayStyles(await read(styles)) : [],
    from1904,
  };
  /** @type {Finding[]} */
  const unread = [];
  const grids = [];
  for (const each of elementsOf(root, "sheet")) {
    const id = [...each.attributes].find((one) => one.localName === "id" && one.prefix)?.value;
    const part = parts.find((one) => one.id === id);
    if (part?.kind !== "worksheet") continue;
    const comments = (await related(part.target)).find((one) => one.kind === "comments")?.target;
    const notes = comments ? elementsOf(await read(comments), "comment") : [];
    grids.push(gridOf(each.getAttribute("name") ?? "", await read(part.target), notes, known, unread));
  }
  const core = files.has("docProps/core.xml") ? await read("docProps/core.xml") : null;
  const [modified, created] = ["modified", "created"].map((name) => Date.parse((core && elementsOf(core, name)[0]?.textContent) || ""));
  /* What no program has saved since it was made tells no time of its own. */
  return { grids, changed: modified > created ? new Date(modified).toISOString() : "", from1904, unread };
}

/** @param {Element} of a string @returns {string} without what tells how it is read aloud */
function richText(of) {
  const parts = [...of.children].filter(({ localName }) => localName === "t" || localName === "r");
  return parts.map((each) => (each.localName === "t" ? each : childOf(each, "t"))?.textContent ?? "").join("");
}

/** By style: whether numbers in it are days, or spans of hours. @param {Document} styles @returns {("" | "day" | "span")[]} */
function dayStyles(styles) {
  const own = new Map(elementsOf(styles, "numFmt").map((each) => [Number(each.getAttribute("numFmtId")), each.getAttribute("formatCode") ?? ""]));
  return [...(elementsOf(styles, "cellXfs")[0]?.children ?? [])].map((each) => {
    const id = Number(each.getAttribute("numFmtId"));
    const written = own.get(id)?.split(";")[0] ?? (id === 46 ? "[h]:mm:ss" : undefined);
    if (written !== undefined && /\[(hh?|mm?|ss?)\]/i.test(written)) return "span";
    const format = written?.replace(/".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]/g, "");
    const isDay = format === undefined ? DAY_FORMATS.includes(id) : /(?<![_\\])[dmhys]/i.test(format);
    return isDay ? "day" : "";
  });
}

/**
 * @param {string} name @param {Document} sheet @param {Element[]} notes comments on its cells
 * @param {{texts: string[], days: string[], from1904: boolean}} known @param {Finding[]} unread @returns {Grid}
 */
function gridOf(name, sheet, notes, known, unread) {
  /** @type {Map<string, Cell>} */
  const cells = new Map();
  let [height, width, row] = [0, 0, -1];
  const reach = (/** @type {number} */ down, /** @type {number} */ right) => {
    [height, width] = [Math.max(height, down + 1), Math.max(width, right + 1)];
  };
  for (const line of elementsOf(sheet, "row")) {
    row = line.hasAttribute("r") ? Number(line.getAttribute("r")) - 1 : row + 1;
    let column = -1;
    for (const each of line.children) {
      column = each.hasAttribute("r") ? placeOf(each.getAttribute("r") ?? "")[1] : column + 1;
      reach(row, column);
      if (row < MOST_ROWS && column < MOST_COLUMNS) cells.set(`${row} ${column}`, cellOf(each, known));
    }
  }
  const areas = elementsOf(sheet, "mergeCell").map((each) => (each.getAttribute("ref") ?? "").split(":").map(placeOf));
  for (const [, last] of areas) if (last) reach(...last);
  for (const note of notes) {
    const at = placeOf(note.getAttribute("ref") ?? "");
    reach(...at);
    const said = childOf(note, "text");
    cells.set(at.join(" "), { ...(cells.get(at.join(" ")) ?? EMPTY_CELL), comment: stripText(said ? richText(said) : "") });
  }
  const rows = Math.min(height, MOST_ROWS);
  const columns = rows * Math.min(width, MOST_COLUMNS) > MOST_CELLS ? FEWER_COLUMNS : Math.min(width, MOST_COLUMNS);
  const tell = (/** @type {Partial<Finding>} */ finding) => unread.push({ sheet: name, kind: "", value: "", title: "", of: {}, ...finding });
  if (height > MOST_ROWS) tell({ row: MOST_ROWS + 1, kind: "rows_below", of: { most: MOST_ROWS.toLocaleString("en") } });
  if (width > columns) tell({ kind: "columns_right", of: { column: lettersOf(columns - 1) } });
  const grid = Array.from({ length: rows }, (_, down) => Array.from({ length: columns }, (__, right) => cells.get(`${down} ${right}`) ?? EMPTY_CELL));
  for (const [[top, left], last] of areas) if (last && grid[top]?.[left]) spreadCell(grid, top, left, last);
  return { name, rows: grid };
}

/** Let what stands in cells made one hold for each of their rows; to the right of it nothing can stand. @param {Cell[][]} grid @param {number} top @param {number} left @param {number[]} last */
function spreadCell(grid, top, left, [bottom, right]) {
  const { comment: _, ...first } = grid[top][left];
  for (let row = top; row <= Math.min(bottom, grid.length - 1); row += 1) {
    for (let column = left; column <= Math.min(right, grid[row].length - 1); column += 1) {
      if (row === top && column === left) continue;
      grid[row][column] = column === left ? { ...first, comment: "" } : { ...EMPTY_CELL, isCovered: true };
    }
  }
}

/** @param {Element} of @param {{texts: string[], days: string[], from1904: boolean}} known @returns {Cell} */
function cellOf(of, { texts, days, from1904 }) {
  const [kind, value, formula] = [of.getAttribute("t") ?? "n", childOf(of, "v")?.textContent ?? "", childOf(of, "f")];
  /** @type {Cell} */
  const cell = { ...EMPTY_CELL, formula: formula ? `=${formula.textContent}` : "" };
  const inline = kind === "inlineStr" && childOf(of, "is");
  if (inline) return { ...cell, kind: "text", raw: richText(inline) };
  if (value === "") return cell.formula ? cell : EMPTY_CELL;
  if (kind === "s") return { ...cell, kind: "text", raw: texts[Number(value)] ?? "" };
  if (kind === "b") return { ...cell, kind: "truth", raw: Number(value) ? "True" : "False" };
  if (kind === "e") return { ...cell, kind: "text", raw: value, isError: true };
  if (kind === "d") return { ...cell, kind: "day", day: value.slice(0, 10), clock: value.slice(11, 19) || MIDNIGHT, raw: value };
  if (kind !== "n") return { ...cell, kind: "text", raw: value };
  const number = Number(value);
  const shown = days[Number(of.getAttribute("s") ?? 0)];
  if (shown) return { ...cell, ...(shown === "span" ? spanOf(number) : timeOfSerial(number, from1904)) };
  const isWhole = Number.isInteger(number) && /[.e]/i.test(value);
  return { ...cell, kind: "number", number, raw: isWhole ? `${number}.0` : String(number) };
}
