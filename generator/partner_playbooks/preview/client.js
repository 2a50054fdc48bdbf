/* Served by `playbooks serve` into its pages, and part of no built site: shows what was saved, and what is wrong. */
"use strict";

(() => {
  const { page, version, found } = document.currentScript.dataset;
  const KEEP = `playbooks-preview:${page}`;

  /* The place of an element, to find it again after the page has loaded anew: steps down from the nearest id. */
  const placeOf = (element) => {
    const steps = [];
    let at = element;
    for (; at.parentElement && !at.id; at = at.parentElement) {
      steps.unshift([...at.parentElement.children].indexOf(at));
    }
    return { id: at.id, steps, tag: element.tagName };
  };
  const find = ({ id, steps, tag }) => {
    let at = id ? document.getElementById(id) : document.documentElement;
    for (const step of steps) at = at?.children[step];
    return at?.tagName === tag ? at : null;
  };

  /* Scrolling is kept by what is read: the last thing with an id that begins above the middle of the window. */
  const isShown = (element) => element !== null && element.getClientRects().length > 0;
  const read = () => {
    const ids = [...document.querySelectorAll("article [id]:not(.written *)")].filter(isShown);
    const above = ids.filter((each) => each.getBoundingClientRect().top < innerHeight / 2).pop();
    return above && { id: above.id, top: above.getBoundingClientRect().top };
  };

  /* A page that stands in for one that is not there yet leaves what was kept of that one as it is. */
  const keep = () => {
    if (found === undefined) return;
    const details = [...document.querySelectorAll("details")].map((each) => ({ at: placeOf(each), open: each.open }));
    const focused = document.activeElement;
    const focus = focused && focused !== document.body ? placeOf(focused) : null;
    sessionStorage.setItem(KEEP, JSON.stringify({ x: scrollX, y: scrollY, read: read(), details, focus }));
  };

  const restore = () => {
    if (found === undefined) return;
    const kept = JSON.parse(sessionStorage.getItem(KEEP) ?? "null");
    sessionStorage.removeItem(KEEP);
    if (!kept) return;
    for (const { at, open } of kept.details) {
      const found = find(at);
      if (found) found.open = open;
    }
    if (kept.focus) find(kept.focus)?.focus({ preventScroll: true });
    const scroll = () => {
      const there = kept.read ? document.getElementById(kept.read.id) : null;
      const y = kept.y > 0 && isShown(there) ? scrollY + there.getBoundingClientRect().top - kept.read.top : kept.y;
      scrollTo({ left: kept.x, top: y, behavior: "instant" });
    };
    scroll();
    addEventListener("load", scroll);
  };

  /* The browser has its own idea of the place, and may put it into effect after the page was loaded. It is for who
     goes back, on this page or to it, or loads it again: whatever they do begins with one of these. */
  let isReloading = false;
  for (const kind of ["beforeunload", "keydown", "pointerdown"]) {
    addEventListener(kind, () => isReloading || (history.scrollRestoration = "auto"), { capture: true });
  }

  const reload = () => {
    source.close();
    show("[]"); // gives the focus back
    try {
      keep();
      isReloading = true;
      history.scrollRestoration = "manual";
    } finally {
      location.reload();
    }
  };

  /* What is wrong, over the last good page. Text is set as text: nothing of it is ever read as HTML. */
  const OVERLAY = "playbooks-preview";
  const LOOK = `
    dialog { box-sizing: border-box; width: min(60rem, 94vw); max-height: 88vh; margin: 4vh auto auto; padding: 0;
      border: 0; border-top: 6px solid #b3261e; overflow: auto; color: #1a1c1e; background: #fff;
      font: 16px/1.5 system-ui, sans-serif; box-shadow: 0 8px 40px rgb(0 0 0 / 50%); }
    dialog::backdrop { background: rgb(0 0 0 / 45%); }
    .head { position: sticky; top: 0; display: flex; gap: 16px; justify-content: space-between; align-items: start;
      padding: 16px 24px; background: inherit; }
    h2 { margin: 0; font-size: 20px; }
    .head p, li p { margin: 0; }
    ol { margin: 0; padding: 0 24px 16px; list-style: none; }
    li { padding: 16px 0; border-top: 1px solid #dcdcd5; }
    pre { margin: 8px 0; padding: 12px; overflow: auto; background: #f5f5f2; font: 14px/1.4 ui-monospace, monospace; }
    .place { font: 14px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; color: #53585d; }
    .message { font-weight: 600; white-space: pre-wrap; overflow-wrap: anywhere; }
    button { flex: none; padding: 8px 14px; border: 1px solid #7d8288; font: inherit; color: inherit;
      background: transparent; cursor: pointer; }
    button:focus-visible, pre:focus-visible { outline: 3px solid #1c4fc4; outline-offset: 2px; }
    .mark { position: fixed; right: 16px; bottom: 16px; z-index: 9; max-width: 80vw; font: 16px/1.5 system-ui, sans-serif;
      color: #1a1c1e; background: #fff; border: 2px solid #b3261e; box-shadow: 0 2px 12px rgb(0 0 0 / 40%); }
    p.mark { margin: 0; padding: 8px 14px; }
    .dark { color: #e9e8e4; background: #1f2226; border-top-color: #ff8a80; }
    .mark.dark { border-color: #ff8a80; }
    .dark pre { background: #101214; }
    .dark .place { color: #abb0b6; }
    .dark li { border-color: #363a40; }
    .dark :focus-visible, .dark:focus-visible { outline-color: #93b4ff; }
    @media print { dialog, .mark { display: none; } }`;

  const make = (tag, text = "", more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);

  const entry = (problem) => {
    const item = make("li");
    if (problem.place) item.append(make("p", [problem.place, problem.code].join("  "), { className: "place" }));
    item.append(make("p", problem.message, { className: "message" }));
    if (problem.frame) item.append(make("pre", problem.frame, { tabIndex: 0 }));
    for (const note of problem.notes) item.append(make("p", `See ${note}`));
    if (problem.help) item.append(make("p", `Help: ${problem.help}`));
    return item;
  };

  /* Put something over the page, in the colours that it has, apart from its own styles. */
  const lay = (id, ...parts) => {
    const overlay = make("div", "", { id, lang: "en" });
    const isDark = document.body.dataset.mdColorScheme === "slate";
    for (const part of parts) part.classList.toggle("dark", isDark);
    overlay.attachShadow({ mode: "open" }).append(make("style", LOOK), ...parts);
    document.body.append(overlay);
  };

  let shown = "[]";
  let dialog = null;
  const show = (told) => {
    if (told === shown) return; // also when the reader has closed it
    shown = told;
    dialog?.close();
    document.getElementById(OVERLAY)?.remove();
    const problems = JSON.parse(told);
    if (!problems.length) return;
    /* A reader who has closed it is still told that the page is not what was saved. */
    const mark = make("button", "This page is not what was saved", { type: "button", className: "mark" });
    mark.onclick = () => dialog.showModal();
    dialog = make("dialog");
    dialog.setAttribute("aria-labelledby", "title");
    const words = make("div");
    words.append(make("h2", "This cannot be shown yet", { id: "title" }));
    words.append(make("p", "The page stays as it was. This goes by itself once the mistake is put right."));
    const close = make("button", "Close", { type: "button", onclick: () => dialog.close() });
    const header = make("div", "", { className: "head" });
    header.append(words, close);
    const list = make("ol");
    list.append(...problems.map(entry));
    dialog.append(header, list);
    lay(OVERLAY, dialog, mark);
    dialog.showModal(); // gives it the focus, lets Escape close it, and gives the focus back
  };

  /* A preview that has ended shows nothing any more; who goes on saving is told after a while. */
  const GONE = "playbooks-preview-gone";
  let lost = 0;
  const lose = () => {
    lost ||= setTimeout(() => {
      lay(GONE, make("p", "The preview has stopped: what is saved is not shown.", { className: "mark", role: "status" }));
    }, 3000);
  };
  const regain = () => {
    clearTimeout(lost);
    lost = 0;
    document.getElementById(GONE)?.remove();
  };

  /* News come as server-sent events. A hidden page asks for none, for a browser keeps few connections to a server. */
  let source = null;
  const listen = () => {
    source?.close();
    source = null;
    if (document.visibilityState === "hidden") return;
    source = new EventSource(`/_preview/news?${new URLSearchParams({ page, version })}`);
    source.addEventListener("page", reload);
    source.addEventListener("problems", (event) => show(event.data));
    source.addEventListener("open", regain);
    source.addEventListener("error", (event) => {
      lose();
      if (event.target.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
    });
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => event.persisted && listen());

  listen();
  restore();
})();
