// Choosing an outline shows its record, choosing a record its outlines. Without this script links do the half of it.
"use strict";

(() => {
  const outlinesOf = id => document.querySelectorAll(`.outline[data-entry="${id}"]`);

  function choose(id) {
    document.querySelectorAll(".on").forEach(chosen => chosen.classList.remove("on"));
    document.getElementById(id)?.classList.add("on");
    outlinesOf(id).forEach(outline => outline.classList.add("on"));
  }

  function isSeen(element) {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  }

  function bring(element) {
    if (!isSeen(element)) element.scrollIntoView({block: "center"});
  }

  document.addEventListener("click", event => {
    const outline = event.target.closest(".outline");
    const article = event.target.closest("article");
    const link = event.target.closest("a");
    if (outline) {
      event.preventDefault();
      const entry = document.getElementById(outline.dataset.entry);
      choose(entry.id);
      bring(entry);
      entry.focus({preventScroll: true});
      history.replaceState(null, "", `#${entry.id}`);
    } else if (article && (!link || link.dataset.shows)) {
      event.preventDefault();
      choose(article.id);
      const first = outlinesOf(article.id)[0];
      if (first) bring(first);
      if (link) first?.focus({preventScroll: true});
    }
  });
  document.addEventListener("focusin", event => {
    const outline = event.target.closest(".outline");
    if (outline) choose(outline.dataset.entry);
  });
  if (location.hash) choose(location.hash.slice(1));
})();
