"use strict";

/* A page in a frame of somebody else's is as light or dark as its reader's system. Runs before anything is drawn. */
(() => {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const choose = () => document.body.setAttribute("data-md-color-scheme", dark.matches ? "slate" : "default");
  dark.addEventListener("change", choose);
  choose();
})();
