/* Where is this written? The list of places is read when somebody asks, each time anew. */
(() => {
  const own = /** @type {HTMLElement | null} */ (document.querySelector(".written"));
  if (!own || location.protocol === "file:" || document.querySelector(".chapter")) return; // a booklet is made of other pages
  const button = find(own, ".written__button");
  const panel = find(own, ".written__panel");
  const status = find(own, "[role=status]");
  const pieces = find(own, "template", HTMLTemplateElement).content;
  const list = new URL(own.dataset.list ?? "", location.href);
  const page = location.pathname.slice(new URL(".", list).pathname.length).replace(/index\.html$/, "");

  /**
   * @typedef {{file: string, line: number}} Place where something is written
   * @typedef {{view: string | null, edit: string | null, pages: Record<string, Record<string, Record<string, number>>>}} Places
   */
  const piece = (/** @type {string} */ of) => /** @type {HTMLElement} */ (find(pieces, `[data-of="${of}"]`).cloneNode(true));

  const copy = async (/** @type {HTMLElement} */ file, /** @type {DOMStringMap} */ words) => {
    try {
      await navigator.clipboard.writeText(file.textContent ?? "");
      status.textContent = words.done ?? "";
    } catch {
      getSelection()?.selectAllChildren(file);
      status.textContent = (document.execCommand("copy") ? words.done : words.selected) ?? "";
    }
  };

  const placed = (/** @type {string} */ of, /** @type {Place} */ { file, line }, /** @type {Places} */ hosts) => {
    const place = piece(of);
    const [shown, edit, copier] = ["file", "edit", "copy"].map((each) => find(place, `.written__${each}`, HTMLAnchorElement));
    const fill = (/** @type {string} */ address) => fillText(address, { file, line });
    shown.textContent = `${file}:${line}`;
    if (hosts.view) shown.href = fill(hosts.view);
    if (hosts.edit) edit.href = fill(hosts.edit);
    else edit.remove();
    copier.setAttribute("aria-label", `${copier.textContent}: ${shown.textContent}`);
    copier.addEventListener("click", () => {
      status.textContent = "";
      copy(shown, copier.dataset);
    });
    return place;
  };

  /* The part that the address leads to: by its anchor, that of what is around it, or what its own begins with. */
  const part = (/** @type {Map<string, Place>} */ known) => {
    const target = document.querySelector(":target");
    for (let at = target; at; at = at.parentElement) if (at.id && known.has(at.id)) return known.get(at.id);
    return target && known.get(target.id.replace(/_[^_]*$/, ""));
  };

  const answer = async () => {
    /** @type {Places} */
    const hosts = await (await fetch(list, { cache: "no-cache" })).json();
    /** @type {Map<string, Place>} */
    const known = new Map();
    for (const [file, lines] of Object.entries(hosts.pages[page] ?? {})) {
      for (const [anchor, line] of Object.entries(lines)) known.set(anchor, { file, line });
    }
    const [here, whole] = [part(known), known.get("")];
    const found = [...(here ? [placed("part", here, hosts)] : []), ...(whole ? [placed("page", whole, hosts)] : [])];
    return found.length ? found : [piece("many")];
  };

  const show = async () => panel.replaceChildren(...(await answer().catch(() => [piece("failed")])));

  own.hidden = false;
  button.addEventListener("click", async () => {
    const opens = panel.hidden;
    if (opens) await show();
    panel.hidden = !opens;
    button.setAttribute("aria-expanded", String(opens));
  });
  addEventListener("hashchange", () => panel.hidden || show());
})();
