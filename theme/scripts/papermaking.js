/* How a plan comes on paper, and the way into what makes papers and files: a script of its own, loaded when a plan is open. */

/** A text in a style sheet, whatever it holds. @param {string} text @returns {string} */
function quoteForStyles(text) {
  return `"${[...text].map((sign) => (/[\p{L}\p{N} ]/u.test(sign) ? sign : `\\${/** @type {number} */ (sign.codePointAt(0)).toString(16)} `)).join("")}"`;
}

/** What stands at the edge of each page. @type {CSSStyleSheet | null} */
let edges = null;
/** @param {Paper} paper */
function setEdges(paper) {
  edges ??= new CSSStyleSheet();
  const mark = paper.isInternal ? `@top-right { content: ${quoteForStyles(paper.words.internal)}; font: 700 8pt sans-serif; }` : "";
  const style = `@top-left { content: ${quoteForStyles(paper.heading)}; font: 8pt sans-serif; }`;
  edges.replaceSync(`@media print { @page { ${style} ${mark} @bottom-left { content: ${quoteForStyles(paper.imprint.join(" · "))}; font: 8pt sans-serif; } } }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter((each) => each !== edges), edges];
}

/** Let a sheet be no longer than one page of A4 or Letter. @param {HTMLElement} sheet */
function fitOnePage(sheet) {
  for (let size = 10; size >= 4; size -= 0.25) {
    sheet.style.setProperty("--plan-paper-size", `${size}pt`);
    if (sheet.scrollHeight <= (232 / 25.4) * 96) return;
  }
}

/** Put a plan, or one person's tasks, on paper: nothing else is printed then. @param {HTMLElement} sheet @param {Paper} paper @param {HTMLElement[]} content @param {boolean} isOnePage */
function drawPaper(sheet, paper, content, isOnePage) {
  sheet.style.removeProperty("--plan-paper-size");
  sheet.lang = paper.documents.language;
  sheet.replaceChildren(...content);
  setEdges(paper);
  if (isOnePage) fitOnePage(sheet);
}

/** Let the page be printed as it is. @param {HTMLElement} sheet */
function clearPaper(sheet) {
  sheet.replaceChildren();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== edges);
}

Object.assign(window, { PAPERS: { waysOf: paperWays } });
