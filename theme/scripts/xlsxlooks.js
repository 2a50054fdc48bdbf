/* How cells of a workbook look: the looks of generator/partner_playbooks/downloads/xlsx_cells.py, as a workbook keeps them. */

/** @typedef {{bold?: boolean, size?: number, color?: string, fill?: string, box?: string, bottom?: string, format?: string, wrap?: boolean, left?: boolean}} Look */

/** @param {string} text @returns {string} as XML has it; what XML cannot hold is a question mark on its side */
function escapeXml(text) {
  const plain = text.replace(/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, "\ufffd");
  return plain.replace(/[&<>"\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** @param {Record<string, string>} colours @returns {Record<string, Look>} */
function listLooks({ ink, quiet, rule, soon }) {
  const ruled = { bottom: rule };
  const date = { format: "yyyy-mm-dd", left: true };
  const filledIn = { fill: "#ffffff", box: rule };
  return {
    plain: {},
    title: { bold: true, size: 16 },
    quiet: { color: quiet },
    internal: { bold: true, color: "#ffffff", fill: ink },
    label: { bold: true, color: quiet },
    anchor: { ...date, fill: soon, box: quiet },
    figure: { bold: true, format: "0 %", left: true },
    header: { bold: true, color: "#ffffff", fill: ink, wrap: true },
    text: { ...ruled, wrap: true },
    strong: { ...ruled, wrap: true, bold: true },
    small: { ...ruled, wrap: true, color: quiet },
    date: { ...ruled, ...date },
    day: { ...ruled, left: true, color: quiet },
    choice: filledIn,
    "filled-date": { ...filledIn, ...date },
    "filled-text": { ...filledIn, wrap: true },
  };
}

/** The file of looks, and the number of each. @param {Record<string, string>} colours @returns {{xml: string, numbers: Record<string, number>}} */
function stylesOf(colours) {
  const looks = listLooks(colours);
  const color = (/** @type {string} */ value, name = "color") => `<${name} rgb="FF${value.slice(1).toUpperCase()}"/>`;
  /** Every text once, with its number. */
  const pool = () => {
    /** @type {string[]} */
    const texts = [];
    return { texts, number: (/** @type {string} */ text) => (texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1) };
  };
  const [fonts, fills, borders, formats] = [pool(), pool(), pool(), pool()];
  fills.number('<fill><patternFill patternType="none"/></fill>');
  fills.number('<fill><patternFill patternType="gray125"/></fill>');
  const line = (/** @type {string} */ side, /** @type {string | undefined} */ value) => (value ? `<${side} style="thin">${color(value)}</${side}>` : `<${side}/>`);
  const cells = Object.values(looks).map((look) => {
    const font = `<font>${look.bold ? "<b/>" : ""}<sz val="${look.size ?? 10}"/>${color(look.color ?? colours.ink)}<name val="Calibri"/><family val="2"/></font>`;
    const fill = look.fill ? `<fill><patternFill patternType="solid">${color(look.fill, "fgColor")}<bgColor indexed="64"/></patternFill></fill>` : fills.texts[0];
    const border = `<border>${["left", "right", "top"].map((side) => line(side, look.box)).join("")}${line("bottom", look.box ?? look.bottom)}<diagonal/></border>`;
    const format = look.format ? formats.number(look.format) + 164 : 0;
    const align = `<alignment vertical="top"${look.left ? ' horizontal="left"' : ""}${look.wrap ? ' wrapText="1"' : ""}/>`;
    const ids = `numFmtId="${format}" fontId="${fonts.number(font)}" fillId="${fills.number(fill)}" borderId="${borders.number(border)}" xfId="0"`;
    return `<xf ${ids} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${align}</xf>`;
  });
  const all = (/** @type {string} */ name, /** @type {string[]} */ texts) => `<${name} count="${texts.length}">${texts.join("")}</${name}>`;
  const ground = (/** @type {string} */ value) => `<fill><patternFill patternType="solid">${color(value, "fgColor")}${color(value, "bgColor")}</patternFill></fill>`;
  const marks = [`<dxf><font>${color(colours.quiet)}</font>${ground(colours.done)}</dxf>`, `<dxf>${ground(colours.late)}</dxf>`, `<dxf>${ground(colours.soon)}</dxf>`];
  const xml = [
    all("numFmts", formats.texts.map((code, at) => `<numFmt numFmtId="${at + 164}" formatCode="${escapeXml(code)}"/>`)),
    ...[all("fonts", fonts.texts), all("fills", fills.texts), all("borders", borders.texts)],
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    ...[all("cellXfs", cells), '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>', all("dxfs", marks)],
  ].join("");
  return {
    xml: `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${xml}</styleSheet>`,
    numbers: Object.fromEntries(Object.keys(looks).map((name, at) => [name, at])),
  };
}
