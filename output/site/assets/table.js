// The table of all recommendations: data/rows.js calls troika.show() with its columns, data/records-N.js
// troika.records() with published lines. Text of documents becomes text nodes only, never HTML.
"use strict";

const troika = (() => {
  const RESPONSES = {supported: "supported", partially_supported: "supported in part", noted: "noted",
                     pending: "pending", none: "not stated"};
  const OVERSCAN = 10;       // rows drawn beyond the window, so that scrolling shows no gap
  const MOST_PRINTED = 2000; // some hundred pages

  const $ = id => document.getElementById(id);
  const collator = new Intl.Collator("en", {numeric: true});

  let data, haystacks;   // the columns, and of each row its text as it is searched
  let found = [];        // the rows that match, sorted: indices into the columns
  let drawn = "";        // what the body of the table shows now: "first-last" of `found`
  const loaded = [];     // data/records-N.js by N: a promise of its records
  const arrived = [];

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter(child => child !== null && child !== ""));
    return made;
  }

  // As it is searched: without case and accents. Most text is ASCII, and that is the quick way.
  function folded(text) {
    if (!/^[\x00-\x7f]*$/.test(text)) text = text.normalize("NFD").replace(/\p{M}/gu, "");
    return text.toLowerCase();
  }

  const stateName = code => data.states[code] || code;
  const byNames = i => (data.by[i] ? data.by[i].split(" ").map(stateName).join(", ") : data.body[i]);
  const sourceName = i => data.sources[data.document[i]] + (data.page[i] ? `, p.\u00a0${data.page[i]}` : "");
  const sourceUrl = i => {
    const url = data.urls[data.document[i]];
    return url && data.page[i] ? `${url}#page=${data.page[i]}` : url;
  };

  // What a filter asks of a row; the same as Filter::matches() in rows.cc.
  const hasWord = (column, word) => {
    const test = new RegExp(`(^| )${word.replace(/\W/g, "\\$&")}( |$)`);
    return i => test.test(data[column][i]);
  };
  const hasName = (column, names, name) => {
    const index = data[names].indexOf(name);
    return i => data[column][i] === index;
  };
  const FILTERS = {
    state: value => i => data.state[i] === value,
    by: value => hasWord("by", value),
    cycle: value => i => data.cycle[i] === (value === "none" ? 0 : Number(value)),
    response: value => i => data.response[i] === value,
    year: value => i => data.year[i] === (value === "none" ? 0 : Number(value)),
    document: value => hasName("document", "documents", value),
    kind: value => hasName("kind", "kinds", value),
    theme: value => hasWord("theme", String(data.themes.indexOf(value))),
    person: value => hasWord("person", String(data.persons.indexOf(value))),
    goal: value => hasWord("goal", value),
    doubts: value => i => data.doubts[i] === (value === "yes" ? 1 : 0),
  };
  const MORE = ["year", "document", "kind", "theme", "person", "goal", "doubts"];

  const SORTS = {
    number: null,  // the order of the records
    text: i => haystacks[i],  // folded, and begins with the text
    state: i => stateName(data.state[i]),
    by: i => byNames(i),
    cycle: i => data.cycle[i],
    response: i => Object.keys(RESPONSES).indexOf(data.response[i]),
    document: i => data.sources[data.document[i]],
  };

  // Of every row its place among all in this order; made when first asked for.
  const ranks = {};
  function ranksOf(sort) {
    if (ranks[sort]) return ranks[sort];
    const keys = data.text.map((_, i) => SORTS[sort](i));
    // Collating is slow, and right for names; texts are too many for it, and folded.
    const order = sort === "text" ? undefined : typeof keys[0] === "number" ? (a, b) => a - b : collator.compare;
    const values = [...new Set(keys)].sort(order);
    const place = new Map(values.map((value, index) => [value, index]));
    return (ranks[sort] = keys.map(key => place.get(key)));
  }

  const wanted = () => new URLSearchParams(location.hash.slice(1));

  function find() {
    const terms = wanted();
    const tests = Object.keys(FILTERS).filter(key => terms.get(key)).map(key => FILTERS[key](terms.get(key)));
    for (const word of folded(terms.get("q") || "").split(/\s+/).filter(Boolean))
      tests.push(i => haystacks[i].includes(word));
    found = [];
    for (let i = 0; i < haystacks.length; ++i) if (tests.every(test => test(i))) found.push(i);

    const order = terms.get("sort") || "number", down = order.startsWith("-"), sort = order.replace("-", "");
    if (SORTS[sort]) {
      const rank = ranksOf(sort);
      found.sort((a, b) => (down ? rank[b] - rank[a] : rank[a] - rank[b]) || a - b);
    } else if (down) {
      found.reverse();
    }
    for (const button of document.querySelectorAll("[data-sort]")) {
      const sorted = button.dataset.sort === sort ? (down ? "descending" : "ascending") : "none";
      button.parentElement.setAttribute("aria-sort", sorted);
    }
  }

  function describe() {
    const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
    const reviews = new Set(), lists = new Set();
    for (const i of found) {
      if (data.state[i] && data.cycle[i]) reviews.add(data.state[i] + data.cycle[i]);
      lists.add(data.by[i]);  // many rows have the same
    }
    const states = new Set([...lists].flatMap(codes => codes.split(" ")).filter(Boolean));
    $("status").textContent =
      `${plural(found.length, "recommendation", "recommendations")} in ${plural(reviews.size, "review", "reviews")}, ` +
      `by ${plural(states.size, "State", "States")}`;
  }

  function row(place) {
    const i = found[place], url = sourceUrl(i);
    const source = sourceName(i);
    const cell = (name, ...children) => element("td", {role: "cell", class: name}, element("div", {}, ...children));
    const made = element("tr", {role: "row", "aria-rowindex": place + 2, "data-place": place},
      cell("number", element("button", {"aria-label": `${data.number[i]}: show the record`}, data.number[i])),
      cell("text", data.text[i]),
      cell("state", stateName(data.state[i])),
      cell("by", byNames(i)),
      cell("cycle", data.cycle[i] ? String(data.cycle[i]) : "\u2013"),
      cell("response", element("span", {class: `response ${data.response[i]}`}, RESPONSES[data.response[i]])),
      cell("source", url ? element("a", {href: url, rel: "noreferrer"}, source) : source));
    if (data.doubts[i]) made.firstChild.firstChild.append(element("span", {class: "doubt", title: "in doubt"}, " ?"));
    return made;
  }

  const body = () => $("rows").tBodies[0];
  const rowHeight = () => parseFloat(getComputedStyle($("rows")).getPropertyValue("--row")) *
    parseFloat(getComputedStyle(document.documentElement).fontSize);
  const space = height => {
    const made = element("tr", {role: "presentation", class: "space"});
    made.style.height = `${height}px`;
    return made;
  };

  // Draws the rows in the window, and space for all others.
  function draw() {
    const height = rowHeight(), top = body().getBoundingClientRect().top;
    const clamp = place => Math.max(0, Math.min(found.length, place));
    const first = clamp(Math.floor(-top / height) - OVERSCAN);
    const last = clamp(Math.ceil((innerHeight - top) / height) + OVERSCAN);
    if (drawn === `${first}-${last}`) return;
    drawn = `${first}-${last}`;
    const focused = document.activeElement.closest("tr")?.dataset.place;
    const rows = found.slice(first, last).map((_, k) => row(first + k));
    body().replaceChildren(space(first * height), ...rows, space((found.length - last) * height));
    if (focused !== undefined) focus(Number(focused));
  }

  function focus(place) {
    body().querySelector(`[data-place="${place}"] button`)?.focus({preventScroll: true});
  }

  function goTo(place) {
    if (place < 0 || place >= found.length) return;
    const top = body().getBoundingClientRect().top + place * rowHeight();
    if (top < rowHeight()) scrollBy(0, top - rowHeight());
    if (top + rowHeight() > innerHeight) scrollBy(0, top + rowHeight() - innerHeight);
    draw();
    focus(place);
  }

  function update() {
    find();
    describe();
    $("rows").setAttribute("aria-rowcount", found.length + 1);
    drawn = "";
    draw();
  }

  // What the form shows goes into the address, by which it can be shared, and the other way round.
  function fromForm() {
    const terms = new URLSearchParams();
    for (const [key, value] of new FormData($("filters"))) if (value) terms.set(key, value);
    if (wanted().get("sort")) terms.set("sort", wanted().get("sort"));
    history.replaceState(null, "", `#${terms}`);
    update();
  }

  function toForm() {
    const terms = wanted();
    for (const key of ["q", ...Object.keys(FILTERS)]) {
      const field = $(key), value = terms.get(key) || "";
      if (field.options && ![...field.options].some(option => option.value === value)) field.append(new Option(value));
      field.value = value;
    }
    if (MORE.some(key => terms.get(key))) $("more").open = true;
    update();
    if (terms.get("record")) showRecord(data.id.indexOf(terms.get("record")));
  }

  function fill(key, values, name = value => value) {
    const options = [...new Set(values)].map(value => new Option(name(value), value))
      .sort((a, b) => collator.compare(a.text, b.text));
    $(key).replaceChildren(new Option("all", ""), ...options);
    if (key !== "state" && options.length === 0) $(key).parentElement.hidden = true;
  }

  const numberOrNone = column => [...new Set(data[column])].map(number => (number ? String(number) : "none"));
  const words = column => [...new Set(data[column])].flatMap(text => text.split(" ")).filter(Boolean);

  function show(columns) {
    data = columns;
    haystacks = data.text.map((text, i) => folded(
      `${text} ${data.number[i]} ${data.sources[data.document[i]]} ${stateName(data.state[i])} ${byNames(i)}`));
    fill("state", data.state.filter(Boolean), stateName);
    fill("by", words("by"), stateName);
    fill("cycle", numberOrNone("cycle"));
    fill("response", data.response, response => RESPONSES[response]);
    fill("year", numberOrNone("year"));
    fill("document", data.documents, symbol => data.sources[data.documents.indexOf(symbol)]);
    fill("kind", data.kinds);
    fill("theme", data.themes);
    fill("person", data.persons);
    fill("goal", words("goal"));
    fill("doubts", ["yes", "no"]);
    toForm();
  }

  function records(file, lines) { arrived[file] = lines; }

  function recordOf(i) {
    const file = Math.floor(i / data.recordsPerFile);
    loaded[file] ||= new Promise((resolve, reject) => {
      const script = element("script", {src: `data/records-${file}.js`});
      script.onload = () => resolve(arrived[file]);
      script.onerror = reject;
      document.head.append(script);
    });
    return loaded[file].then(lines => lines[i % data.recordsPerFile]);
  }

  const documentLink = (symbol, page) => {
    const name = symbol.includes("/") ? symbol : `document ${symbol.slice(0, 8)}\u2026`;
    const text = name + (page ? `, p.\u00a0${page}` : "");
    if (!symbol.includes("/")) return text;
    const path = symbol.split("/").map(encodeURIComponent).join("/");
    return element("a", {href: `https://docs.un.org/en/${path}${page ? `#page=${page}` : ""}`, rel: "noreferrer"}, text);
  };
  const response = position => [RESPONSES[position.response || "none"], ...position.qualifiers].join(", ").replace(/_/g, " ");

  function positionItem(position) {
    return element("li", {},
      element("strong", {}, response(position)), " \u00b7 ", documentLink(position.document, position.page),
      position.repeats ? ", repeating " : "", position.repeats ? documentLink(position.repeats) : "",
      position.paragraph ? `, paragraph ${position.paragraph}` : "", position.rule ? ` \u00b7 rule ${position.rule}` : "",
      position.quote ? element("blockquote", {}, position.quote) : "",
      position.comment ? element("p", {class: "comment"}, position.comment) : "");
  }
  const remarkItem = remark => element("li", {}, element("code", {}, remark.code), remark.detail ? `: ${remark.detail}` : "");

  function recordBody(record, i) {
    const parts = [element("p", {class: "recommendation"}, record.text)];
    const fact = (name, ...values) => { if (values.join("")) parts.push(element("p", {}, element("b", {}, name), " ", ...values)); };
    const list = (name, items, make) => {
      if (items.length) parts.push(element("h3", {}, name), element("ul", {}, ...items.map(make)));
    };
    const url = sourceUrl(i);
    fact("Printed in", url ? element("a", {href: url, rel: "noreferrer"}, sourceName(i))
                           : sourceName(i));
    fact("Recommended by", byNames(i));
    fact("To", stateName(data.state[i]) || record.addressees.join(", "));
    fact("Response", response(record));
    list("Positions", record.positions, positionItem);
    list("Clauses", record.parts, part => element("li", {}, part.text, ` (${part.recommending_states.map(s => s.name).join(", ")})`));
    list("Notes", record.notes, note => element("li", {}, `${note.mark} ${note.text}`));
    list("Themes", record.themes, theme => element("li", {}, theme.name));
    fact("Affected persons", record.persons.join(", "));
    fact("Sustainable Development Goals", record.sdgs.join(", "));
    list("In doubt", record.doubts, remarkItem);
    list("Noticed and dealt with", record.flags, remarkItem);
    fact("Id", element("code", {}, record.id));
    fact("Read by", element("code", {}, record.provenance.rule_set));
    return parts;
  }

  async function showRecord(i) {
    if (i < 0) return;
    const record = await recordOf(i);
    $("record-title").textContent = `${record.number} \u00b7 ${stateName(data.state[i]) || record.document.title || record.id}`;
    $("record-body").replaceChildren(...recordBody(record, i));
    if (!$("record").open) $("record").showModal();
    $("record").scrollTop = 0;
    remember("record", record.id);
  }

  function remember(key, value) {
    const terms = wanted();
    value ? terms.set(key, value) : terms.delete(key);
    history.replaceState(null, "", `#${terms}`);
  }

  function download() {
    const field = value => (/[",\r\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value);
    const lines = found.map(i => [data.id[i], data.documents[data.document[i]], String(data.page[i] || ""), data.number[i],
      data.state[i], String(data.cycle[i] || ""), String(data.year[i] || ""), data.by[i], data.response[i], data.text[i]]);
    lines.unshift(["id", "document", "page", "number", "state_under_review", "cycle", "year", "recommending_states", "response", "text"]);
    const csv = lines.map(line => line.map(field).join(",") + "\r\n").join("");
    const link = element("a", {href: URL.createObjectURL(new Blob([csv], {type: "text/csv"})), download: "recommendations.csv"});
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function printAll() {
    const printed = found.slice(0, MOST_PRINTED).map((_, place) => row(place));
    body().replaceChildren(...printed);
    $("cut").textContent = found.length > MOST_PRINTED ? `The first ${MOST_PRINTED} of ${found.length}; filter to print others.` : "";
    drawn = "";
  }

  $("filters").addEventListener("input", fromForm);
  $("filters").addEventListener("reset", () => setTimeout(fromForm));
  $("filters").addEventListener("submit", event => event.preventDefault());
  $("csv").addEventListener("click", download);
  $("rows").tHead.addEventListener("click", event => {
    const sort = event.target.dataset.sort;
    if (!sort) return;
    remember("sort", wanted().get("sort") === sort || (sort === "number" && !wanted().get("sort")) ? `-${sort}` : sort);
    update();
  });
  body().addEventListener("click", event => {
    const tr = event.target.closest("tr[data-place]");
    if (tr && !event.target.closest("a")) showRecord(found[Number(tr.dataset.place)]);
  });
  body().addEventListener("keydown", event => {
    const step = {ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10}[event.key];
    const tr = event.target.closest("tr[data-place]");
    if (!step || !tr) return;
    event.preventDefault();
    goTo(Math.max(0, Math.min(found.length - 1, Number(tr.dataset.place) + step)));
  });
  $("record").addEventListener("close", () => remember("record", ""));
  addEventListener("hashchange", toForm);
  addEventListener("scroll", draw, {passive: true});
  addEventListener("resize", () => { drawn = ""; draw(); });
  addEventListener("beforeprint", printAll);
  addEventListener("afterprint", draw);

  return {show, records};
})();
