/* Where is this written? The list of places is read when somebody asks, each time anew. */
(() => {
  const own = document.querySelector(".written");
  if (!own || document.querySelector(".chapter")) return; // a booklet is made of other pages
  const button = own.querySelector(".written__button");
  const panel = own.querySelector(".written__panel");
  const status = own.querySelector("[role=status]");
  const pieces = own.querySelector("template").content;
  const list = new URL(own.dataset.list, location.href);
  const page = location.pathname.slice(new URL(".", list).pathname.length).replace(/index\.html$/, "");

  const piece = (of) => pieces.querySelector(`[data-of="${of}"]`).cloneNode(true);

  const copy = async (file, words) => {
    try {
      await navigator.clipboard.writeText(file.textContent);
      status.textContent = words.done;
    } catch {
      getSelection().selectAllChildren(file);
      status.textContent = document.execCommand("copy") ? words.done : words.selected;
    }
  };

  const placed = (of, { file, line }, hosts) => {
    const place = piece(of);
    const [shown, edit, copier] = ["file", "edit", "copy"].map((each) => place.querySelector(`.written__${each}`));
    const fill = (address) => address.replace("{file}", () => file).replace("{line}", () => line);
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
  const part = (known) => {
    const target = document.querySelector(":target");
    for (let at = target; at; at = at.parentElement) if (at.id && known.has(at.id)) return known.get(at.id);
    return target && known.get(target.id.replace(/_[^_]*$/, ""));
  };

  const answer = async () => {
    const hosts = await (await fetch(list, { cache: "no-cache" })).json();
    const known = new Map();
    for (const [file, lines] of Object.entries(hosts.pages[page] ?? {})) {
      for (const [anchor, line] of Object.entries(lines)) known.set(anchor, { file, line });
    }
    const found = [["part", part(known)], ["page", known.get("")]].filter(([, place]) => place);
    return found.length ? found.map(([of, place]) => placed(of, place, hosts)) : [piece("many")];
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
