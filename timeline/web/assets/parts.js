// The parts of the page: how things look, nothing about where they come from or go to.
// Every text is set as text and never as markup: an article cannot put anything into the page.
"use strict";

const parts = (() => {
  /** An element with properties, attributes (data-*, aria-*, role, for) and children. */
  function h(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (value === undefined || value === null || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (name === "class") node.className = value;
      else if (name in node && !name.includes("-") && name !== "list") node[name] = value;
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
    return node;
  }

  const STATUS = {
    happened: ["Happened", "it took place"],
    ongoing: ["Ongoing", "it had begun and was not over"],
    scheduled: ["Planned", "it is to take place"],
    possible: ["Possible", "it may take place, or may have"],
    cancelled: ["Cancelled", "it was called off"],
    denied: ["Denied", "somebody says it did not happen"],
  };
  const BASIS = {
    explicit: "The text names the year itself.",
    relative: "Counted from another day, as shown.",
    inferred: "No time word says so: taken from what stands around it.",
  };
  const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

  /** `2022-01-17` → its weekday, for the years a Date can hold. */
  function weekday(iso) {
    if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return "";
    const day = new Date(iso + "T12:00:00Z");
    return isNaN(day) ? "" : DAYS[day.getUTCDay()];
  }

  /** `2023-04-03` → "Monday 3 April 2023", as nobody can take it for the fourth of March. */
  function inWords(iso) {
    const name = weekday(iso);
    return name ? `${name} ${new Date(iso + "T12:00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })}` : "";
  }

  /** A date field says in words what was typed: browsers differ in which of 03/04 is the day. */
  function told(input) {
    const words = h("output", { class: "in-words quiet", htmlFor: input.id });
    const tell = () => { words.textContent = inWords(input.value); };
    for (const event of ["input", "change"]) input.addEventListener(event, tell);
    tell();
    return words;
  }

  /** The heading an entry stands under: its time in words, with the weekday of a single day. */
  function dayHeading(event) {
    const words = (event.when_text || "undated").replace(/,? \d\d:\d\d.*$/, "");
    const single = event.earliest && event.earliest === event.latest;
    return [words, single ? weekday(event.earliest) : ""];
  }

  function chip(event) {
    return h("span", { class: "chip " + event.status, title: STATUS[event.status][1] }, STATUS[event.status][0]);
  }

  function sure(confidence) {
    if (confidence >= 0.8) return "fairly sure";
    return confidence >= 0.5 ? "probably right" : "doubtful";
  }

  /** The fields for a time: kind, days, clock. `read()` gives what the server takes. */
  function timeFields(id, event) {
    const first = event.earliest || "", last = event.latest || "";
    const kind = !first && !last ? event.kind_of_time || "none" : first === last ? "day" : event.spans ? "lasts" : "within";
    const plain = [first, last].every((day) => day === "" || /^\d{4}-/.test(day));
    const date = (name, value) => h("input", {
      id: `${id}-${name}`, type: plain ? "date" : "text", value, max: plain ? "9999-12-31" : undefined,
      placeholder: plain ? undefined : "-0044-03-15",
    });
    const select = h("select", { id: `${id}-kind` },
      h("option", { value: "day" }, "on one day"),
      h("option", { value: "within" }, "some time between two days"),
      h("option", { value: "lasts" }, "from one day to another, all along"),
      h("option", { value: "none" }, "not dated"));
    select.value = kind;
    const from = date("from", first), to = date("to", last);
    const clock = h("input", { id: `${id}-clock`, type: "time", value: event.start_time || "" });
    const end = h("input", { id: `${id}-end`, type: "time", value: event.end_time || "" });
    const fromLabel = h("label", { htmlFor: from.id }, "Day");
    const boxes = {
      from: h("div", {}, fromLabel, from, told(from)),
      to: h("div", {}, h("label", { htmlFor: to.id }, "Last day"), to, told(to)),
      clock: h("div", {}, h("label", { htmlFor: clock.id }, "Time ", h("span", { class: "quiet" }, "if known")), clock),
      end: h("div", {}, h("label", { htmlFor: end.id }, "Until"), end),
    };
    function show() {
      boxes.from.hidden = select.value === "none";
      boxes.to.hidden = select.value === "day" || select.value === "none";
      boxes.clock.hidden = boxes.end.hidden = select.value !== "day";
      fromLabel.textContent = select.value === "day" ? "Day" : "First day";
    }
    select.addEventListener("change", show);
    show();
    return {
      node: h("div", { class: "time-fields" },
        h("div", {}, h("label", { htmlFor: select.id }, "It lies"), select), Object.values(boxes)),
      read() {
        if (select.value === "none") return { earliest: null, latest: null };
        if (!from.value) return null;
        const time = { earliest: from.value, latest: select.value === "day" ? from.value : to.value || from.value };
        if (select.value === "day") Object.assign(time, { start_time: clock.value || null, end_time: end.value || null });
        else time.spans = select.value === "lasts";
        return time;
      },
    };
  }

  function statusField(id, value) {
    const select = h("select", { id: `${id}-status` },
      Object.entries(STATUS).map(([name, [word, about]]) => h("option", { value: name }, `${word} – ${about}`)));
    select.value = value;
    return [h("label", { htmlFor: select.id }, "Status"), select];
  }

  /** Why an entry has its day, in steps, with the words of the article. */
  function reasons(event, jump) {
    const chain = event.chain || [];
    const words = (list, label) => (list || []).length === 0 ? null : h("div", { class: "quotes" },
      h("h4", {}, label),
      list.map((one) => h("blockquote", {},
        h("button", { type: "button", class: "link", title: "Show in the article", onclick: () => jump(one) }, one.quote.trim()))));
    return h("div", { class: "why" },
      h("h4", {}, "Why this day?"),
      chain.length ? h("ol", { class: "chain" }, chain.map((step) => h("li", {}, step))) : h("p", {}, "Nothing in the text says when."),
      h("p", { class: "quiet" }, BASIS[event.basis] || "", " ", h("span", {}, `Confidence ${Math.round(event.confidence * 100)} % – ${sure(event.confidence)}.`)),
      (event.versions || []).length ? h("div", { class: "quotes" }, h("h4", {}, "Told differently"),
        h("ul", {}, event.versions.map((one) => h("li", {},
          one.when ? (one.when.earliest === one.when.latest ? one.when.earliest : `${one.when.earliest || "…"} to ${one.when.latest || "…"}`) : "no date",
          " – ", h("q", {}, one.evidence.quote.trim()), one.note ? ` (${one.note})` : "")))) : null,
      words(event.evidence, "In the article"),
      (event.participants || []).length || event.place ? h("p", { class: "quiet" },
        [event.place ? `Where: ${event.place}. ` : "", "Who: ",
          [...new Set(event.participants.map((one) => one.name || one.text))].filter((name) => name !== event.place).join(", ") || "–"].join("")) : null);
  }

  /** The form in which an entry is corrected. */
  function editor(event, others, tellings, act) {
    const id = "edit-" + event.id;
    const title = h("input", { id: id + "-title", value: event.title, maxLength: 200, autocomplete: "off" });
    const time = timeFields(id, event);
    const [statusLabel, status] = statusField(id, event.status);
    const weight = h("select", { id: id + "-weight" },
      [[3, "main event"], [2, "further event"], [1, "minor"]].map(([n, word]) => h("option", { value: n }, word)));
    weight.value = event.importance;
    const error = h("p", { class: "error", role: "alert", hidden: true });
    const partner = h("select", { id: id + "-merge" }, h("option", { value: "" }, "choose…"),
      others.map((other) => h("option", { value: other.id }, `${dayHeading(other)[0]}: ${other.title}`)));
    const before = JSON.stringify(time.read());
    async function save(submitted) {
      submitted.preventDefault();
      const when = time.read();
      if (when === null) { error.textContent = "Give the day, or choose “not dated”."; error.hidden = false; return; }
      const action = { do: "change", event: event.id };
      if (title.value.trim() !== event.title) action.title = title.value;
      if (status.value !== event.status) action.status = status.value;
      if (Number(weight.value) !== event.importance) action.importance = Number(weight.value);
      if (JSON.stringify(when) !== before) Object.assign(action, when);
      if (Object.keys(action).length === 2) { error.textContent = "Nothing was changed yet."; error.hidden = false; return; }
      const failed = await act(action);
      if (failed) { error.textContent = failed; error.hidden = false; }
    }
    return h("form", { class: "editor", onsubmit: save, noValidate: true, "aria-label": "Correct " + event.title },
      h("h4", {}, "Correct it"),
      h("label", { htmlFor: title.id }, "Title"), title,
      time.node,
      h("div", { class: "pair" }, h("div", {}, statusLabel, status), h("div", {}, h("label", { htmlFor: weight.id }, "Weight"), weight)),
      error,
      h("div", { class: "actions" },
        h("button", { type: "submit", class: "primary" }, "Save"),
        (event.corrected || []).length && !event.corrected.includes("add")
          ? h("button", { type: "button", onclick: () => act({ do: "reset", event: event.id }) }, "As it was found") : null,
        h("button", { type: "button", class: "danger", onclick: () => act({ do: "delete", event: event.id }) }, "Delete")),
      others.length ? h("div", { class: "merge" },
        h("label", { htmlFor: partner.id }, "The same event as"), partner,
        h("button", {
          type: "button",
          onclick: async () => {
            if (!partner.value) { partner.focus(); return; }
            const failed = await act({ do: "merge", events: [event.id, partner.value] });
            if (failed) { error.textContent = failed; error.hidden = false; }
          },
        }, "Merge")) : null,
      tellings.length ? splitter(event, tellings, act, error) : null);
  }

  /** Where an entry holds two events: one of the places that tell it becomes an entry of its own. */
  function splitter(event, tellings, act, error) {
    const place = h("select", { id: `edit-${event.id}-split` }, h("option", { value: "" }, "choose…"),
      tellings.map((one) => h("option", { value: one.out }, one.shown)));
    return h("div", { class: "merge" },
      h("label", { htmlFor: place.id }, "Not the same event"), place,
      h("button", {
        type: "button",
        onclick: async () => {
          if (!place.value) { place.focus(); return; }
          const failed = await act({ do: "split", event: event.id, out: place.value });
          if (failed) { error.textContent = failed; error.hidden = false; }
        },
      }, "Split off"));
  }

  /** One entry of the list: its head opens reasons and editor. */
  function entry(event, open, { select, jump, act, others, tellings, articles }) {
    const detail = "detail-" + event.id;
    const time = event.start_time ? h("span", { class: "clock" }, event.start_time) : null;
    const doubtful = event.confidence < 0.5 ? h("span", { class: "chip doubt", title: "Worth a check" }, "doubtful") : null;
    const tellers = new Set((event.evidence || []).map((one) => one.article)).size;
    const source = articles > 1 && tellers > 1 ? h("span", { class: "chip", title: "So many articles tell it" }, `${tellers} articles`) : null;
    return h("li", { class: `entry ${event.status} ${event.kind} weight-${event.importance}` + (open ? " open" : ""), "data-event": event.id },
      h("button", { type: "button", class: "head", "aria-expanded": String(open), "aria-controls": detail, onclick: () => select(event.id) },
        h("span", { class: "mark", "aria-hidden": "true" }), time,
        h("span", { class: "title" }, event.title),
        event.status === "happened" ? null : chip(event), doubtful, source,
        (event.corrected || []).length ? h("span", { class: "chip by-hand", title: "You changed it" }, event.corrected.includes("add") ? "added" : "corrected") : null),
      h("div", { id: detail, class: "detail", hidden: !open }, open ? [reasons(event, jump), editor(event, others(event.id), tellings(event.id), act)] : []));
  }

  /** Code-point offsets, as the server counts, to the UTF-16 ones of a script, and back. */
  function offsets(text) {
    if (!/[\ud800-\udbff]/.test(text)) return { into: (n) => n, back: (n) => n };
    const starts = [];
    for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) starts.push(at);
    starts.push(text.length);
    return { into: (n) => starts[Math.min(n, starts.length - 1)], back: (n) => { const i = starts.findIndex((at) => at >= n); return i < 0 ? starts.length - 1 : i; } };
  }

  /** The article with its dates and events marked; its text nodes joined are exactly its text. */
  function article(record, timexes, triggers, quotes, { onDate, onEvent }) {
    const text = record.text, { into } = offsets(text);
    const cuts = new Set([0, text.length]);
    const layers = [];
    const add = (start, end, layer) => { const a = into(start), b = into(end); if (a < b) { cuts.add(a).add(b); layers.push({ ...layer, a, b }); } };
    record.skipped.forEach(([start, end]) => add(start, end, { skipped: true }));
    timexes.forEach((one, index) => add(one.start, one.end, { date: index }));
    triggers.forEach((one) => add(one.start, one.end, { event: one.event }));
    // Cut at the ends of quotes too, so that exactly the words of an event can be lit.
    quotes.forEach((one) => cuts.add(into(one.start)).add(into(one.end)));
    const edges = [...cuts].sort((x, y) => x - y);
    const opened = new Map();
    layers.forEach((layer) => { if (!opened.has(layer.a)) opened.set(layer.a, []); opened.get(layer.a).push(layer); });
    let live = [];
    const nodes = [];
    for (let i = 0; i + 1 < edges.length; i++) {
      const a = edges[i];
      live = live.filter((layer) => layer.b > a).concat(opened.get(a) || []);
      const words = text.slice(a, edges[i + 1]);
      const date = live.find((layer) => "date" in layer), event = live.find((layer) => "event" in layer);
      const skipped = live.some((layer) => layer.skipped);
      if (!date && !event && !skipped) { nodes.push(h("span", { "data-a": a }, words)); continue; }
      const node = h("span", { "data-a": a, class: [skipped && "skipped", date && "date", event && "event"].filter(Boolean).join(" ") }, words);
      if (event) node.dataset.event = event.event;
      if (date) {
        const told = timexes[date.date];
        // Only the first piece of a date is a button, so that it is told once.
        if (date.a === a) Object.assign(node, { tabIndex: 0, role: "button" });
        node.setAttribute("title", told.value || "no value");
        node.addEventListener("click", () => { if (getSelection().isCollapsed) onDate(told); });
        node.addEventListener("keydown", (key) => { if (key.key === "Enter" || key.key === " ") { key.preventDefault(); onDate(told); } });
      } else if (event) node.addEventListener("click", () => { if (getSelection().isCollapsed) onEvent(event.event); });
      nodes.push(node);
    }
    return nodes;
  }

  return { h, STATUS, entry, editor, reasons, timeFields, statusField, dayHeading, weekday, inWords, told, article, offsets, chip };
})();
