// The page: what it asks of the server (the versioned JSON routes, nothing else) and what follows.
"use strict";

(() => {
  const { h, entry, timeFields, statusField, dayHeading, article: marked, offsets } = parts;
  const $ = (id) => document.getElementById(id);
  const token = document.querySelector("meta[name=csrf-token]").content;
  const state = { id: null, view: null, timeline: null, open: null, which: 0, adding: false, polling: 0, draft: null, given: "text" };
  const FORMATS = {
    ics: ["Calendar", "Outlook, Apple, Google, Thunderbird: certain days as entries"],
    csv: ["Table (CSV)", "any spreadsheet or program"],
    xlsx: ["Excel workbook", "with filters and real dates"],
    png: ["Picture (PNG)", "for slides and posts"],
    svg: ["Picture (SVG)", "sharp at any size"],
    pdf: ["Picture (PDF)", "for print"],
    html: ["Web page", "one file with chart, list and article"],
    json: ["timeline.json", "everything; makes every other format again"],
    timelinejs: ["TimelineJS", "for the Knight Lab storyteller"],
    markdown: ["Markdown", "a list for notes and wikis"],
    jsonl: ["JSON lines", "for corpora"], jsonld: ["JSON-LD", "schema.org events"],
    mermaid: ["Mermaid", "a diagram as text"], markwhen: ["Markwhen", "a timeline as text"], timeml: ["TimeML", "annotated text for researchers"],
  };

  // ---------------------------------------------------------------- the server

  async function ask(method, path, body, type = "application/json") {
    const options = { method, headers: { "X-CSRF-Token": token } };
    if (body !== undefined) {
      options.headers["Content-Type"] = type;
      options.body = type === "application/json" ? JSON.stringify(body) : body;
    }
    let answer;
    try {
      answer = await fetch("/api/v1" + path, options);
    } catch {
      throw new Error("The server does not answer. Is “timeline serve” still running?");
    }
    if (answer.status === 204) return null;
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) return said;
    const error = new Error(capital(said.error ? said.error.message : `The server answered ${answer.status}.`));
    error.status = answer.status;
    throw error;
  }
  const here = (rest = "") => `/workspaces/${state.id}${rest}`;
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  // ---------------------------------------------------------------- telling

  let toastTimer;
  function toast(text, undo) {
    clearTimeout(toastTimer);
    $("toast").replaceChildren(h("span", {}, text), undo ? h("button", { type: "button", onclick: () => { toast(""); undo(); } }, "Undo") : "");
    $("toast").classList.toggle("shown", Boolean(text));
    toastTimer = setTimeout(() => $("toast").classList.remove("shown"), undo ? 9000 : 5000);
  }
  async function attempt(work) {
    try { return await work(); } catch (error) { toast(error.message); return undefined; }
  }

  // ---------------------------------------------------------------- workspaces

  async function start() {
    const { workspaces } = await ask("GET", "/workspaces");
    const wanted = location.hash.slice(1) || localStorage.getItem("workspace");
    const found = workspaces.find((one) => one.id === wanted) || workspaces[0];
    await listWorkspaces(workspaces);
    if (found) await go(found.id); else nothing();
  }
  async function listWorkspaces(known) {
    const { workspaces } = known ? { workspaces: known } : await ask("GET", "/workspaces");
    $("workspaces").replaceChildren(...workspaces.map((one) => h("option", { value: one.id }, one.title)));
    if (state.id) $("workspaces").value = state.id;
    $("where").hidden = workspaces.length === 0;
  }
  function nothing() {
    Object.assign(state, { id: null, view: null, timeline: null, open: null });
    draw();
  }
  async function go(id) {
    Object.assign(state, { id, view: null, timeline: null, open: null, made: null, which: 0, adding: false });
    localStorage.setItem("workspace", id);
    history.replaceState(null, "", "#" + id);
    $("workspaces").value = id;
    await refresh();
  }
  /** Take the workspace as it is now; the timeline only where it changed. */
  async function refresh(view) {
    const before = state.view;
    state.view = view || (await ask("GET", here()));
    if (!before || before.id !== state.view.id || before.revision !== state.view.revision) {
      state.timeline = await ask("GET", here("/timeline"));
    }
    draw();
    clearTimeout(state.polling);
    if (state.view.articles.some((one) => one.state === "waiting")) {
      const id = state.id;
      state.polling = setTimeout(() => { if (state.id === id) attempt(refresh); }, 400);
    }
  }

  // ---------------------------------------------------------------- drawing

  let drawnRevision = null;
  function draw() {
    const view = state.view, has = Boolean(view && view.articles.length);
    const ready = has && state.timeline && state.timeline.articles.length > 0;
    $("welcome").hidden = has;
    $("give").hidden = has && !state.adding;
    $("give-cancel").hidden = !has;
    $("tools").hidden = !view;
    $("open-download").disabled = $("open-subscribe").disabled = !ready;
    for (const way of ["undo", "redo"]) {
      const label = view && view[way];
      $(way).disabled = !label;
      $(way).title = label ? `${capital(way)}: ${label}` : `Nothing to ${way}`;
    }
    drawArticles(has ? view.articles : []);
    $("result").hidden = !ready;
    document.title = view ? `${view.title} – timeline` : "timeline";
    const mark = view && `${view.id}/${view.revision}`;
    if (ready && mark !== drawnRevision) { drawnRevision = mark; drawTimeline(); }
    if (!ready) drawnRevision = null;
  }

  function drawArticles(articles) {
    $("articles").hidden = articles.length === 0;
    // Somebody may be choosing a date just now: rebuilding would take it out of their hands.
    if ($("articles").contains(document.activeElement) && document.activeElement.matches("input")) return;
    const focus = document.activeElement && document.activeElement.id;
    $("articles").replaceChildren(...articles.map(articleCard),
      articles.length ? h("button", { type: "button", id: "more", class: "add-more", onclick: openGive }, "+ Add an article") : "");
    if (focus && $(focus) && focus !== document.activeElement.id) $(focus).focus();
  }
  function articleCard(one) {
    const id = "a-" + one.id, path = here("/articles/" + one.id);
    const title = one.title || one.name || "Article";
    const change = (date) => attempt(async () => { await ask("PATCH", path, { date }); await refresh(); });
    const picker = h("input", { type: "date", id: id + "-date", value: /^\d{4}-/.test(one.date || "") ? one.date : "", max: "9999-12-31",
      onchange: () => { if (picker.value && picker.value !== one.date) { picker.blur(); change(picker.value); } } });
    const remove = h("button", { type: "button", class: "icon", id: id + "-remove", title: "Take this article out", "aria-label": "Take out " + title,
      onclick: () => attempt(async () => {
        await ask("DELETE", path);
        await refresh();
        toast("The article was taken out.", () => attempt(async () => refresh(await ask("POST", path + "/restore"))));
      }) }, "×");
    const body = [];
    if (one.state === "waiting") {
      const { stage, done } = one.progress || { stage: "Waiting its turn", done: 0 };
      body.push(h("div", { class: "progress" }, h("progress", { max: 1, value: done, "aria-label": stage }), h("span", {}, stage + "…"),
        h("button", { type: "button", id: id + "-cancel", onclick: () => attempt(async () => { await ask("POST", path + "/cancel"); await refresh(); }) }, "Cancel")));
    } else {
      body.push(h("div", { class: "when" }, h("label", { htmlFor: picker.id }, "Written on"), picker, parts.told(picker),
        one.date_given ? h("span", { class: "quiet" }, "set by you ", one.date_found ? h("button", { type: "button", class: "link", onclick: () => change(null) }, "use the one found") : "")
          : one.date_found ? h("span", { class: "quiet" }, `found in the ${one.date_found.where}: `, h("q", {}, one.date_found.quote)) : ""));
    }
    if (one.state === "undated") body.push(h("div", { class: "notice", role: "status" },
      h("strong", {}, "When was it written? "), (one.candidates || []).length ? "These dates were found, none is certain. Choose one, or give another above:" : "The text does not say. Give the day above and the timeline follows: “yesterday” and “Monday” are counted from it.",
      h("div", { class: "actions" }, (one.candidates || []).flatMap((found) => (found.readings.length ? found.readings : [found.date]).map((date) =>
        h("button", { type: "button", onclick: () => change(date.slice(0, 10)) }, parts.inWords(date.slice(0, 10)) || date.slice(0, 10), h("span", { class: "quiet" }, ` ${found.where}: ${found.quote}`)))))));
    if (one.state === "failed" || one.state === "cancelled") body.push(h("div", { class: "notice", role: "status" },
      one.state === "cancelled" ? "Cancelled. " : capital(one.error || "This failed.") + " ",
      h("button", { type: "button", onclick: () => attempt(async () => { await ask("POST", path + "/retry"); await refresh(); }) }, "Try again")));
    for (const warning of one.warnings || []) body.push(h("p", { class: "quiet" }, "Note: " + warning));
    return h("article", { class: "source " + one.state, "aria-label": title }, h("div", { class: "source-head" }, h("h3", { title }, title), remove), body);
  }

  const LEAST = { brief: 3, normal: 2, full: 1 };
  function drawTimeline() {
    const t = state.timeline;
    drawChart();
    drawList();
    const select = $("which");
    select.replaceChildren(...t.articles.map((one, index) => h("option", { value: index }, one.title || state.view.articles.find((a) => a.source_id === one.id)?.title || one.id)));
    select.hidden = t.articles.length < 2;
    state.which = Math.min(state.which, t.articles.length - 1);
    select.value = state.which;
    drawArticle();
  }
  const everything = () => [...state.timeline.events, ...state.timeline.undated];
  const tools = () => ({
    select, jump, act, articles: state.timeline.articles.length,
    others: (id) => everything().filter((one) => one.id !== id),
    tellings: (id) => ((state.timeline.tellings || {})[id] || []).map((one) => ({ out: one.out, shown: around(one) })),
  });

  /** A place that tells an event, with the words on both sides. */
  function around(place) {
    const record = state.timeline.articles.find((one) => one.id === place.article), { into } = offsets(record.text);
    const text = record.text, start = into(place.start), end = into(place.end), reach = 28;
    const before = text.slice(Math.max(0, start - reach), start).replace(/^\S*\s/, ""), after = text.slice(end, end + reach).replace(/\s\S*$/, "");
    return `“…${before}${text.slice(start, end)}${after}…”`.replace(/\s+/g, " ");
  }

  function drawList() {
    const t = state.timeline, least = LEAST[$("detail").value], words = $("find").value.trim().toLowerCase();
    const wanted = (one) => (one.importance >= least || one.id === state.open || one.id === state.made || (one.corrected || []).length) &&
      (!words || [one.title, one.when_text, one.place, one.status, ...(one.evidence || []).map((e) => e.quote)].join(" ").toLowerCase().includes(words));
    const shown = t.events.filter(wanted), hidden = t.events.length - shown.length;
    const groups = [];
    for (const one of shown) {
      const [heading, weekday] = dayHeading(one);
      if (!groups.length || groups.at(-1).heading !== heading) groups.push({ heading, weekday, events: [] });
      groups.at(-1).events.push(one);
    }
    const help = tools();
    $("list").replaceChildren(
      groups.length ? h("ol", { class: "days" }, groups.map((group) => h("li", {},
        h("h3", {}, group.heading, group.weekday ? h("span", { class: "quiet" }, " " + group.weekday) : ""),
        h("ol", { class: "entries" }, group.events.map((one) => entry(one, one.id === state.open, help))))))
        : h("p", { class: "empty" }, words ? "Nothing fits these words." : "No dated event was found. Select words in the article to add one."),
      hidden ? h("p", { class: "quiet" }, `${hidden} ${hidden === 1 ? "event is" : "events are"} not shown. `,
        h("button", { type: "button", class: "link", onclick: () => { $("detail").value = "full"; $("find").value = ""; drawChart(); drawList(); } }, "Show all")) : "");
    const doubtful = t.events.filter((one) => one.confidence < 0.5 && !(one.corrected || []).includes("date"));
    const box = (title, about, list, prefix) => list.length ? [h("h3", {}, `${title} (${list.length})`), h("p", { class: "quiet" }, about),
      h("ol", { class: "entries" }, list.map((one) => prefix ? entry(one, one.id === state.open, help)
        : h("li", { class: "entry" }, h("button", { type: "button", class: "head", onclick: () => select(one.id, true) }, h("span", { class: "mark", "aria-hidden": "true" }), h("span", { class: "title" }, one.title), h("span", { class: "quiet" }, one.when_text)))))] : [];
    const notices = t.notices.filter((one) => one.kind !== "gap");
    $("check").replaceChildren(
      ...box("Without a date", "Give them one, or leave them here: they are in no calendar.", t.undated, true),
      ...box("Doubtful", "Their day is the best guess.", doubtful, false),
      ...(notices.length ? [h("h3", {}, `Worth a look (${notices.length})`), h("ul", { class: "notices" }, notices.map((one) => h("li", {}, capital(one.text), " ",
        (one.events || []).filter((id) => everything().some((e) => e.id === id)).map((id) => h("button", { type: "button", class: "link", onclick: () => select(id, true) }, "show")))))] : []),
      ...(t.left_out.length ? [h("details", {}, h("summary", {}, `Left out (${t.left_out.length})`), h("ul", { class: "notices" }, t.left_out.map((one) => h("li", {},
        h("strong", {}, one.title), " – ", one.why, " ", one.evidence ? h("button", { type: "button", class: "link", onclick: () => openAdd(one.evidence, one.title) }, "add it") : "")))) ] : []));
    const count = t.undated.length + doubtful.length + notices.length;
    if (!$("check").children.length) $("check").append(h("p", { class: "empty" }, "Nothing: every event has a day."));
    $("check-count").textContent = count ? `(${count})` : "";
    $("to-check").textContent = `${count} to check`;
    $("to-check").hidden = count === 0;
  }

  function drawArticle() {
    const t = state.timeline, one = t.articles[state.which];
    if (!one) return;
    const quotes = everything().flatMap((event) => event.evidence || []).filter((words) => words.article === one.id);
    $("article").replaceChildren(...marked(one, t.timexes[one.id] || [], t.triggers[one.id] || [], quotes, { onDate: (told) => openWhy(one, told), onEvent: (id) => select(id, true) }));
    highlight(false);
  }
  function highlight(scroll) {
    const event = everything().find((one) => one.id === state.open), t = state.timeline;
    const record = t.articles[state.which];
    const spans = event && record ? [...(event.evidence || []), ...(event.date_evidence || [])].filter((one) => one.article === record.id) : [];
    const { into } = offsets(record ? record.text : "");
    let first = null;
    for (const node of $("article").children) {
      const at = Number(node.dataset.a);
      const lit = spans.some((span) => into(span.start) <= at && at < into(span.end));
      node.classList.toggle("lit", lit);
      node.classList.toggle("chosen", lit && node.dataset.event === state.open);
      if (lit && !first) first = node;
    }
    for (const link of shadow.querySelectorAll("a[data-event]")) link.classList.toggle("current", link.dataset.event === state.open);
    if (scroll && first) scrollArticle(first);
  }
  function scrollArticle(node) {
    const box = $("article"), calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top: node.offsetTop - box.offsetTop - box.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
  }

  // ---------------------------------------------------------------- choosing, jumping

  function select(id, go = false) {
    state.open = state.open === id && !go ? null : id;
    const event = everything().find((one) => one.id === state.open);
    if (event) {
      const told = (event.evidence || [])[0], record = state.timeline.articles[state.which];
      const at = told ? state.timeline.articles.findIndex((one) => one.id === told.article) : -1;
      if (at >= 0 && at !== state.which && !(event.evidence || []).some((one) => one.article === record.id)) { state.which = at; $("which").value = at; drawArticle(); }
    }
    drawList();
    highlight(true);
    const head = document.querySelector(`.entry[data-event="${CSS.escape(id)}"] > .head`);
    if (head) {
      if (go) show(head.closest("#view-check") ? "check" : "list");
      head.focus({ preventScroll: !go });
      if (go) head.scrollIntoView({ block: "center" });
    }
  }
  function jump(words) {
    const at = state.timeline.articles.findIndex((one) => one.id === words.article);
    if (at < 0) return;
    if (at !== state.which) { state.which = at; $("which").value = at; drawArticle(); }
    show("article");
    const { into } = offsets(state.timeline.articles[at].text);
    const node = [...$("article").children].filter((one) => Number(one.dataset.a) <= into(words.start)).at(-1);
    highlight(false);
    if (node) { scrollArticle(node); $("article").focus({ preventScroll: true }); if (innerWidth < 900) $("view-article").scrollIntoView(); }
  }
  /** On a narrow screen one view at a time; on a wide one all are there anyway. */
  function show(view) {
    document.body.dataset.view = view;
    for (const button of document.querySelectorAll(".views button")) button.setAttribute("aria-pressed", String(button.dataset.view === view));
  }

  // ---------------------------------------------------------------- the chart

  let chartAsked = 0, zoom = 1;
  // The chart is the one of the exported page, with that page's style: a shadow keeps the two apart.
  const shadow = $("chart").attachShadow({ mode: "open" });
  const paper = h("div", { class: "paper" });
  shadow.append(h("link", { rel: "stylesheet", href: "/assets/chart.css" }), paper);
  async function drawChart() {
    const mine = ++chartAsked, width = Math.round(Math.max(300, $("chart").clientWidth) * zoom);
    try {
      const drawn = await ask("GET", here(`/chart?detail=${$("detail").value}&width=${Math.min(width, 20000)}`));
      if (mine !== chartAsked) return;
      paper.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      paper.style.setProperty("--paper", getComputedStyle($("view-chart")).backgroundColor);
      const made = new DOMParser().parseFromString(drawn.svg + drawn.legend, "text/html").body;
      paper.replaceChildren(...(drawn.svg ? made.childNodes : [h("p", {}, "No dated event to draw yet.")]));
      for (const link of paper.querySelectorAll("a[data-entry]")) {
        link.dataset.event = drawn.entries[link.dataset.entry];
        link.addEventListener("click", (click) => { click.preventDefault(); select(link.dataset.event, true); });
      }
      highlight(false);
    } catch (error) { if (mine === chartAsked) paper.replaceChildren(h("p", {}, error.message)); }
  }
  function zoomTo(factor) {
    const box = $("chart"), middle = (box.scrollLeft + box.clientWidth / 2) / box.scrollWidth;
    zoom = factor ? Math.max(1, Math.min(12, zoom * factor)) : 1;
    $("zoom-out").disabled = zoom === 1;
    drawChart().then(() => { box.scrollLeft = middle * box.scrollWidth - box.clientWidth / 2; });
  }

  // ---------------------------------------------------------------- corrections

  /** Make a correction; returns what went wrong in words, or nothing. */
  async function act(action) {
    const known = new Set(state.timeline ? everything().map((one) => one.id) : []);
    try {
      await refresh(await ask("POST", here("/edits"), { cursor: state.view.cursor, ...action }));
    } catch (error) {
      if (error.status === 409) await attempt(refresh);
      return error.message;
    }
    const kept = everything().some((one) => one.id === state.open);
    if (action.do === "add" || action.do === "split") present(everything().find((one) => !known.has(one.id)));
    toast(`${state.view.undo}.`, () => step("undo"));
    if (!kept) { state.open = null; $("list").querySelector(".head")?.focus(); }
    else document.querySelector(`.entry[data-event="${CSS.escape(state.open)}"] > .head`)?.focus({ preventScroll: true });
    return "";
  }
  /** Bring what somebody just made before their eyes, whatever is being looked for. */
  function present(made) {
    if (!made) return;
    if ($("find").value) $("find").value = "";
    state.made = made.id;
    drawList();
    highlight(false);
    setTimeout(() => {
      const head = document.querySelector(`.entry[data-event="${CSS.escape(made.id)}"] > .head`);
      if (!head || document.querySelector("dialog[open]")) return;
      show(head.closest("#view-check") ? "check" : "list");
      head.focus({ preventScroll: true });
      head.scrollIntoView({ block: "center" });
    });
  }
  function step(way) {
    const label = state.view && state.view[way];
    if (!label) return;
    attempt(async () => { await refresh(await ask("POST", here("/" + way))); toast(way === "undo" ? `Taken back: ${label}.` : `Made again: ${label}.`); });
  }

  /** A date in the article: what it means and why; corrected here, all that is counted from it moves. */
  function openWhy(record, told) {
    const id = "anchor", day = { earliest: told.earliest || "", latest: told.latest || "", start_time: told.start_time };
    const time = timeFields(id, day), error = h("p", { class: "error", role: "alert", hidden: true });
    const from = { none: "It names its day itself.", document: "Counted from the article’s date.", dateline: "Counted from the day of the dateline.", mentioned: "Counted from a date mentioned before.", event: "Counted from an event of the text." };
    const range = !told.earliest && !told.latest ? "no day on the calendar" : told.earliest === told.latest ? told.earliest : `${told.earliest || "…"} to ${told.latest || "…"}`;
    const near = everything().filter((one) => (one.date_evidence || []).some((words) => words.article === record.id && words.start === told.start));
    $("why").replaceChildren(
      h("h2", { id: "why-title" }, `“${told.text}”`),
      h("p", { class: "big-date" }, range, told.earliest && told.earliest === told.latest ? h("span", { class: "quiet" }, " " + parts.weekday(told.earliest)) : ""),
      h("h4", {}, "Why?"),
      told.chain.length ? h("ol", { class: "chain" }, told.chain.map((one) => h("li", {}, one))) : "",
      h("p", { class: "quiet" }, from[told.reference.kind] || ""),
      (told.readings || []).length > 1 ? h("div", { class: "notice" }, h("p", {}, "It can be read in two ways. Which is meant?"), h("div", { class: "actions" },
        told.readings.map((day) => h("button", { type: "button", "aria-pressed": String(day === told.earliest), onclick: async () => {
          const failed = await act({ do: "anchor", article: record.id, start: told.start, earliest: day, latest: day });
          if (failed) { error.textContent = failed; error.hidden = false; } else $("why").close();
        } }, parts.inWords(day) || day)))) : "",
      h("p", { class: "quiet" }, "TIMEX3 ", h("code", {}, `${told.type} ${told.value}`), told.edtf ? [" · EDTF ", h("code", {}, told.edtf)] : ""),
      near.length ? h("div", {}, h("h4", {}, "Events dated by it"), h("ul", {}, near.map((one) => h("li", {}, h("button", { type: "button", class: "link", onclick: () => { $("why").close(); select(one.id, true); } }, one.title))))) : "",
      h("form", { class: "editor", noValidate: true, onsubmit: async (submitted) => {
        submitted.preventDefault();
        const when = time.read();
        const failed = when && when.earliest ? await act({ do: "anchor", article: record.id, start: told.start, ...when }) : "Give the day it means.";
        if (failed) { error.textContent = failed; error.hidden = false; } else $("why").close();
      } }, h("h4", {}, "It means another day"), h("p", { class: "quiet" }, "All that is counted from it moves along."), time.node, error,
      h("div", { class: "actions" }, h("button", { type: "submit", class: "primary" }, "Save"),
        h("button", { type: "button", onclick: () => { $("why").close(); openAdd({ article: record.id, quote: told.text, start: told.start, end: told.end }, "", told); } }, "Add an event on it"),
        h("button", { type: "button", "data-close": "" }, "Close"))));
    $("why").showModal();
  }

  let adding = null;
  function openAdd(words, title, told) {
    const record = words ? state.timeline.articles.find((one) => one.id === words.article) : state.timeline.articles[state.which];
    const dates = state.timeline.timexes[record.id] || [];
    const near = told || (words ? dates.find((one) => one.start >= words.start && one.end <= words.end && one.earliest) ||
      dates.filter((one) => one.earliest && one.end <= words.end && one.start > words.start - 300).at(-1) : null);
    adding = { record, words, time: timeFields("add", { earliest: near?.earliest || "", latest: near?.latest || "", kind_of_time: "day" }) };
    $("add-words").value = words ? words.quote.trim() : "";
    $("add-title").value = (title ?? words?.quote ?? "").replace(/\s+/g, " ").trim().slice(0, 200);
    $("add-fields").replaceChildren(adding.time.node, ...statusField("add", "happened"));
    $("adding-error").hidden = true;
    $("add-here").hidden = true;
    $("adding").showModal();
    (words ? $("add-title") : $("add-words")).focus();
  }
  async function add(submitted) {
    submitted.preventDefault();
    const failed = await tryAdd();
    $("adding-error").textContent = failed;
    $("adding-error").hidden = !failed;
    if (!failed) $("adding").close();
  }
  async function tryAdd() {
    const { record, words, time } = adding, quote = $("add-words").value.trim();
    if (!quote && !$("add-title").value.trim()) return "Give it a title, or the words of the article that tell it.";
    let start, end;
    if (!quote) start = end = undefined;
    else if (words && words.quote.trim() === quote) ({ start, end } = words);
    else {
      const found = new RegExp(quote.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+"), "i").exec(record.text);
      if (!found) return "These words are not in the article. Write them as they stand there, or leave the field empty.";
      const { back } = offsets(record.text);
      [start, end] = [back(found.index), back(found.index + found[0].length)];
    }
    const when = time.read();
    if (when === null) return "Give the day, or choose “not dated”.";
    const failed = await act({ do: "add", article: record.id, start, end, title: $("add-title").value, status: $("add-status").value, ...when });
    return failed;
  }
  /** The words of the article that are selected, as the server counts them. */
  function selected() {
    const chosen = getSelection(), box = $("article");
    if (!chosen.rangeCount || chosen.isCollapsed || !box.contains(chosen.anchorNode) || !box.contains(chosen.focusNode)) return null;
    const range = chosen.getRangeAt(0), before = document.createRange();
    before.setStart(box, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const quote = range.toString(), record = state.timeline.articles[state.which], { back } = offsets(record.text);
    const from = before.toString().length + (quote.length - quote.trimStart().length), to = from + quote.trim().length;
    return quote.trim() ? { article: record.id, quote: quote.trim(), start: back(from), end: back(to), box: range.getBoundingClientRect() } : null;
  }
  function offerAdd() {
    const words = state.timeline && selected();
    $("add-here").hidden = !words;
    if (words) Object.assign($("add-here").style, { top: `${words.box.bottom + scrollY + 6}px`, left: `${Math.min(words.box.left + scrollX, innerWidth - 190)}px` });
  }

  // ---------------------------------------------------------------- giving an article

  function openGive() { state.adding = true; draw(); $("text").focus(); $("give").scrollIntoView({ block: "nearest" }); }
  function choose(kind, focus) {
    state.given = kind;
    for (const one of ["text", "file", "url"]) {
      $("tab-" + one).setAttribute("aria-selected", String(one === kind));
      $("tab-" + one).tabIndex = one === kind ? 0 : -1;
      $("by-" + one).hidden = one !== kind;
    }
    if (focus) $("tab-" + kind).focus();
    found(null);
    if (kind !== "url") lookForDate();
  }
  let dateTimer, dateAsked = 0, dateByHand = false;
  function lookForDate() { clearTimeout(dateTimer); dateTimer = setTimeout(askForDate, 350); }
  async function askForDate() {
    const mine = ++dateAsked, text = $("text").value;
    try {
      let facts = null;
      if (state.given === "text" && text.trim()) facts = await ask("POST", "/dates", { text: text.slice(0, 400000) });
      if (state.given === "file" && state.draft) facts = await ask("POST", "/dates?name=" + encodeURIComponent(state.draft.name), state.draft, "application/octet-stream");
      if (mine === dateAsked) found(facts);
    } catch (error) { if (mine === dateAsked) found({ error: error.message }); }
  }
  /** Show the date that was found, where, and what else it could be. */
  const sayDate = () => { $("date-words").textContent = parts.inWords($("date").value); };
  function found(facts) {
    showFound(facts);
    sayDate();
  }
  function showFound(facts) {
    const box = $("date-found");
    if (!facts) {
      if (!dateByHand) $("date").value = "";
      box.replaceChildren(state.given === "url" ? "It is looked for in the page." : "“Yesterday” and “last March” are counted from this day. It is looked for in the text.");
    } else if (facts.error) box.replaceChildren(h("span", { class: "error" }, facts.error));
    else if (facts.date && !dateByHand) {
      $("date").value = facts.date;
      box.replaceChildren("Found in the ", facts.date_found.where, ": ", h("q", {}, facts.date_found.quote), ". Change it if it is wrong.");
    } else if (!dateByHand) {
      $("date").value = "";
      const dates = [...new Set(facts.candidates.flatMap((one) => one.readings.length ? one.readings : [one.date]).map((one) => one.slice(0, 10)))].filter((one) => /^\d{4}-\d\d-\d\d$/.test(one)).slice(0, 4);
      box.replaceChildren(dates.length ? "Not certain. Which one? " : "No date was found in the text: please give the day it was written.",
        ...dates.map((date) => h("button", { type: "button", onclick: () => { $("date").value = date; dateByHand = true; sayDate(); box.replaceChildren("Chosen by you."); } }, parts.inWords(date) || date)));
    }
  }
  function takeFile(file) {
    if (!file) return;
    state.draft = file;
    choose("file");
    $("drop").querySelector("strong").textContent = file.name;
    if (state.view && state.view.articles.length && !state.adding) openGive();
    choose("file");
  }
  async function give(submitted) {
    submitted.preventDefault();
    const date = $("date").value || null, say = (text) => { $("give-error").textContent = text; $("give-error").hidden = !text; };
    if (state.given === "text" && !$("text").value.trim()) { say("Paste an article first, or try the example."); $("text").focus(); return; }
    if (state.given === "file" && !state.draft) { say("Choose a file first."); $("file").focus(); return; }
    if (state.given === "url" && !/^https?:\/\/\S+$/i.test($("url").value.trim())) { say("Give an address that begins with https://"); $("url").focus(); return; }
    say("");
    $("give-button").disabled = true;
    try {
      if (!state.id) {
        const made = await ask("POST", "/workspaces", { title: titleOf() });
        await listWorkspaces();
        Object.assign(state, { id: made.id });
        localStorage.setItem("workspace", made.id);
        history.replaceState(null, "", "#" + made.id);
        $("workspaces").value = made.id;
      }
      if (state.given === "file") await ask("POST", here(`/articles?name=${encodeURIComponent(state.draft.name)}${date && dateByHand ? "&date=" + date : ""}`), state.draft, "application/octet-stream");
      else await ask("POST", here("/articles"), { ...(state.given === "text" ? { text: $("text").value } : { url: $("url").value.trim() }), date: dateByHand ? date : null });
      $("give-form").reset();
      Object.assign(state, { draft: null, adding: false });
      $("drop").querySelector("strong").textContent = "Drop a file here, or choose one";
      dateByHand = false;
      choose("text");
      await refresh();
      $("main").focus();
    } catch (error) { say(error.message); } finally { $("give-button").disabled = false; }
  }
  function titleOf() {
    const name = state.given === "text" ? $("text").value.trim().split("\n")[0] : state.given === "file" ? state.draft.name.replace(/\.[^.]*$/, "") : new URL($("url").value.trim()).hostname;
    return name.trim().slice(0, 80) || "New timeline";
  }

  // ---------------------------------------------------------------- taking it along

  function openDownload() {
    const fuzzy = $("download-fuzzy").checked, detail = $("download-detail").value;
    $("formats").replaceChildren(...Object.entries(FORMATS).map(([format, [name, about]]) => h("li", {},
      h("a", { href: `/api/v1${here("/export/" + format)}?detail=${detail}${fuzzy && format === "ics" ? "&fuzzy=true" : ""}${format === "csv" ? "&undated=true" : ""}`, download: "" }, name), h("span", { class: "quiet" }, about))),
      h("li", {}, h("a", { href: `/api/v1${here("/corrections")}`, download: "" }, "Your corrections"), h("span", { class: "quiet" }, "the file that “timeline build” applies")));
    if (!$("download").open) $("download").showModal();
  }
  function openSubscribe() {
    const detail = $("feed-detail").value, asked = new URLSearchParams();
    if (detail !== "normal") asked.set("detail", detail);
    if ($("feed-fuzzy").checked) asked.set("fuzzy", "true");
    const address = location.origin + state.view.feed + (asked.size ? `?${asked}` : "");
    $("feed").value = address;
    $("open-feed").href = address.replace(/^https?:/, "webcal:");
    if (!$("subscribe").open) $("subscribe").showModal();
  }

  // ---------------------------------------------------------------- wiring

  const on = (id, event, work) => $(id).addEventListener(event, work);
  on("workspaces", "change", () => attempt(() => go($("workspaces").value)));
  on("new", "click", () => attempt(async () => { const made = await ask("POST", "/workspaces", { title: "New timeline" }); await listWorkspaces(); await go(made.id); $("text").focus(); }));
  on("rename", "click", () => { $("name").value = state.view.title; $("naming").showModal(); $("name").select(); });
  on("naming-form", "submit", (submitted) => { submitted.preventDefault(); attempt(async () => { const view = await ask("PATCH", here(), { title: $("name").value }); $("naming").close(); await listWorkspaces(); await refresh(view); }); });
  on("remove-workspace", "click", () => attempt(async () => {
    const gone = state.id;
    await ask("DELETE", here());
    localStorage.removeItem("workspace");
    history.replaceState(null, "", "#");
    state.id = null;
    await start();
    toast("The workspace was deleted.", () => attempt(async () => { await ask("POST", `/workspaces/${gone}/restore`); await listWorkspaces(); await go(gone); }));
  }));
  on("undo", "click", () => step("undo"));
  on("redo", "click", () => step("redo"));
  on("open-download", "click", openDownload);
  on("download-detail", "change", openDownload);
  on("download-fuzzy", "change", openDownload);
  on("open-subscribe", "click", openSubscribe);
  on("feed-fuzzy", "change", openSubscribe);
  on("feed-detail", "change", openSubscribe);
  on("to-check", "click", () => { $("view-check").scrollIntoView({ block: "start" }); $("check").querySelector("button")?.focus({ preventScroll: true }); });
  on("copy-feed", "click", async () => { $("feed").select(); try { await navigator.clipboard.writeText($("feed").value); toast("Copied."); } catch { document.execCommand("copy"); toast("Copied."); } });
  on("renew-feed", "click", () => attempt(async () => { state.view = await ask("POST", here("/feed")); openSubscribe(); toast("The old address no longer works."); }));
  on("give-form", "submit", give);
  on("give-cancel", "click", () => { state.adding = false; draw(); $("more")?.focus(); });
  on("text", "input", lookForDate);
  on("date", "input", () => {
    sayDate(); dateByHand = Boolean($("date").value); if (dateByHand) { ++dateAsked; $("date-found").textContent = "Chosen by you."; } else lookForDate(); });
  on("example", "click", () => { $("text").value = $("example-text").content.textContent; dateByHand = false; askForDate(); $("give-button").focus(); });
  on("file", "change", () => takeFile($("file").files[0]));
  for (const kind of ["text", "file", "url"]) {
    on("tab-" + kind, "click", () => choose(kind));
    on("tab-" + kind, "keydown", (key) => {
      const kinds = ["text", "file", "url"], to = { ArrowRight: 1, ArrowLeft: -1 }[key.key];
      if (to) { key.preventDefault(); choose(kinds[(kinds.indexOf(kind) + to + 3) % 3], true); }
    });
  }
  on("zoom-in", "click", () => zoomTo(1.6));
  on("zoom-out", "click", () => zoomTo(1 / 1.6));
  on("zoom-all", "click", () => zoomTo(0));
  on("detail", "change", () => { drawChart(); drawList(); });
  on("find", "input", drawList);
  on("which", "change", () => { state.which = Number($("which").value); drawArticle(); });
  on("open-add", "click", () => openAdd(selected()));
  on("add-here", "mousedown", (press) => press.preventDefault());
  on("add-here", "click", () => openAdd(selected()));
  on("adding-form", "submit", add);
  document.addEventListener("selectionchange", () => { clearTimeout(offerAdd.timer); offerAdd.timer = setTimeout(offerAdd, 120); });
  document.addEventListener("click", (click) => { if (click.target.closest("[data-close]")) click.target.closest("dialog").close(); });
  for (const button of document.querySelectorAll(".views button")) button.addEventListener("click", () => { show(button.dataset.view); if (button.dataset.view === "chart") drawChart(); });
  document.addEventListener("keydown", (key) => {
    const typing = key.target.matches("input, textarea, select") && !key.target.readOnly;
    if ((key.ctrlKey || key.metaKey) && !typing && /^[zy]$/i.test(key.key)) { key.preventDefault(); step(key.key.toLowerCase() === "y" || key.shiftKey ? "redo" : "undo"); }
    const head = key.target.closest(".head");
    if (head && (key.key === "ArrowDown" || key.key === "ArrowUp")) {
      const heads = [...document.querySelectorAll(".head")].filter((one) => one.offsetParent), next = heads[heads.indexOf(head) + (key.key === "ArrowDown" ? 1 : -1)];
      if (next) { key.preventDefault(); next.focus(); }
    }
  });
  for (const event of ["dragover", "dragleave", "drop"]) document.addEventListener(event, (drag) => {
    if (!drag.dataTransfer || ![...drag.dataTransfer.types].includes("Files")) return;
    drag.preventDefault();
    document.body.classList.toggle("dragging", event === "dragover");
    if (event === "drop") takeFile(drag.dataTransfer.files[0]);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (state.timeline) drawChart(); });
  let widthTimer;
  addEventListener("resize", () => { clearTimeout(widthTimer); widthTimer = setTimeout(() => { if (state.timeline && !$("result").hidden) drawChart(); }, 250); });
  show("list");
  attempt(start);
})();
