// Search, filters, zoom and pan for the page of a timeline.  Without it everything is still there to read.
"use strict";
(() => {
  const tools = document.getElementById("tools");
  const frame = document.getElementById("chart-frame");
  const svg = frame && frame.querySelector("svg.chart");
  const items = [...document.querySelectorAll(".events > li")];
  const marked = [...document.querySelectorAll(".article-text [data-events]")];
  const number = (node, name) => Number(node.dataset[name]);
  const state = { zoom: 1, offset: 0, hidden: new Set() };
  const MOST_ZOOM = 60;

  // ------------------------------------------------------------ the chart

  const chart = svg && {
    base: number(svg, "width"),
    top: number(svg, "top"),
    step: number(svg, "step"),
    still: { width: svg.getAttribute("width"), height: svg.getAttribute("height") },
    points: [...svg.querySelectorAll(".axis [data-at]")].filter((n) => !n.closest(".level")),
    stretches: [...svg.querySelectorAll(".axis [data-from]")],
    levels: [...svg.querySelectorAll(".level")].map((node) => ({
      node,
      zoom: number(node, "zoom"),
      points: [...node.querySelectorAll("[data-at]")],
    })),
    blocks: [...svg.querySelectorAll(".block")].map((node) => ({
      node,
      at: number(node, "at"),
      bar: node.dataset.bar === "1",
      side: node.dataset.side,
      texts: [...node.querySelectorAll("text")],
      bars: [...node.querySelectorAll("[data-from]")],
      tips: [...node.querySelectorAll("[data-tip]")],
      entries: [...node.querySelectorAll(".entry")].map((entry) => ({
        node: entry,
        id: entry.dataset.entry,
        height: number(entry, "height"),
      })),
    })),
  };
  const GAP_X = 17, GAP_Y = 10, INSET = 14, EDGE = 10;

  const width = () => Math.max(frame.clientWidth, 280);
  const scale = () => (width() / chart.base) * state.zoom;
  const place = (at) => at * scale() - state.offset;

  function measure() {
    for (const block of chart.blocks) {
      block.first = Number(/,\s*([\d.]+)/.exec(block.entries[0].node.getAttribute("transform"))[1]);
      for (const entry of block.entries) {
        const texts = [...entry.node.querySelectorAll("text")];
        entry.width = Math.max(0, ...texts.map((text) => text.getComputedTextLength()));
      }
      const dates = [...block.node.querySelectorAll(".date-label")];
      block.dateWidth = Math.max(...dates.map((text) => text.getComputedTextLength()));
    }
  }

  function setSide(block, side, x) {
    for (const text of block.texts) {
      text.setAttribute("text-anchor", side === "left" ? "end" : "start");
      text.setAttribute("x", x);
    }
  }

  function stretch(node, from, to) {
    if (node.tagName === "line") {
      node.setAttribute("x1", from);
      node.setAttribute("x2", to);
    } else {
      node.setAttribute("x", from);
      node.setAttribute("width", Math.max(to - from, 0));
    }
  }

  function packBlock(block, boxes) {
    const shown = block.entries.filter((entry) => !state.hidden.has(entry.id));
    block.node.setAttribute("display", shown.length ? "inline" : "none");
    if (!shown.length) return;
    let y = block.first;
    for (const entry of block.entries) {
      const off = state.hidden.has(entry.id);
      entry.node.setAttribute("display", off ? "none" : "inline");
      if (off) continue;
      entry.node.setAttribute("transform", `translate(0,${y})`);
      y += entry.height;
    }
    const k = scale(), at = place(block.at), w = width();
    const words = Math.max(block.dateWidth, ...shown.map((entry) => entry.width));
    let left, right;
    if (block.bar) {
      let longest = 10;
      for (const bar of block.bars) {
        const from = number(bar, "from") * k, to = Math.max(number(bar, "to") * k, from + 8);
        stretch(bar, from, to);
        longest = Math.max(longest, to);
      }
      for (const tip of block.tips) {
        const x = tip.classList.contains("tear") ? number(tip, "tip") * k : Math.max(number(tip, "tip") * k, 8);
        tip.setAttribute("transform", `translate(${x},0)`);
      }
      // Words of a bar stay in sight while any of the bar does.
      const inSight = at < w - EDGE && at + longest > EDGE;
      let x = inSight ? Math.min(Math.max(at, EDGE), Math.max(w - EDGE - words, EDGE)) - at : 0;
      setSide(block, "right", x);
      left = at + Math.min(0, x);
      right = at + Math.max(longest, x + words);
    } else {
      const goesRight = at + INSET + words <= w - 4;
      const goesLeft = at - INSET - words >= 4;
      const sides = [];
      if (goesRight || (!goesLeft && at < w / 2)) sides.push({ left: at - 6, right: at + INSET + words, x: INSET, side: "right" });
      if (goesLeft || !sides.length) sides.push({ left: at - INSET - words, right: at + 6, x: -INSET, side: "left" });
      const places = sides.map((side) => firstPlace(side.left, side.right, y, boxes));
      const best = places.length === 2 && places[1] < places[0] - 4 * chart.step ? 1 : 0;
      setSide(block, sides[best].side, sides[best].x);
      ({ left, right } = sides[best]);
    }
    const top = firstPlace(left, right, y, boxes);
    block.node.setAttribute("transform", `translate(${at},${top})`);
    if (right > 0 && left < w) boxes.push({ left, right, top, bottom: top + y });
    else block.node.setAttribute("display", "none");
  }

  function firstPlace(left, right, height, boxes) {
    let top = chart.top;
    const near = boxes.filter((box) => box.left < right + GAP_X && left < box.right + GAP_X);
    for (const box of near.sort((a, b) => a.top - b.top)) {
      if (box.top >= top + height + GAP_Y - 0.01) break;
      if (box.bottom + GAP_Y - 0.01 > top) top = snap(box.bottom + GAP_Y);
    }
    return top;
  }

  const snap = (y) => chart.top + Math.ceil((y - chart.top - 0.01) / chart.step) * chart.step;

  function drawAxis(height) {
    const k = scale();
    for (const node of chart.stretches) {
      const from = place(number(node, "from")), to = place(number(node, "to"));
      stretch(node, from, to);
      if (node.classList.contains("band")) node.setAttribute("height", Math.max(height - Number(node.getAttribute("y")), 0));
    }
    for (const node of chart.points) node.setAttribute("transform", `translate(${place(number(node, "at"))},0)`);
    const best = chart.levels.filter((level) => level.zoom <= k * 1.02).pop() || chart.levels[0];
    for (const level of chart.levels) level.node.setAttribute("display", level === best ? "inline" : "none");
    let reach = -1e9, contextReach = -1e9;
    const contexts = best.points.filter((node) => node.classList.contains("context"));
    for (const node of best.points) {
      let x = place(number(node, "at"));
      if (node.classList.contains("tick-label")) {
        const half = number(node, "width") / 2;
        const fits = x - half > reach && x - half > -2 && x + half < width() + 2;
        node.setAttribute("display", fits ? "inline" : "none");
        if (fits) reach = x + half + 4;
      } else if (node.classList.contains("context")) {
        const next = contexts[contexts.indexOf(node) + 1];
        const end = Math.min(next ? place(number(next, "at")) - 8 : 1e9, place(number(node, "end")) + 30);
        x = Math.min(Math.max(x, 4), end - number(node, "width"));
        const fits = x >= contextReach && end > 0 && x > -2 && x + number(node, "width") <= width() + 2;
        node.setAttribute("display", fits ? "inline" : "none");
        if (fits) contextReach = x + number(node, "width") + 6;
      } else {
        const grid = node.lastChild;
        grid.setAttribute("d", grid.getAttribute("d").replace(/V[\d.]+/, `V${height}`));
      }
      node.setAttribute("transform", `translate(${x},0)`);
    }
  }

  function draw() {
    if (!chart) return;
    const most = Math.max(chart.base * scale() - width(), 0);
    state.offset = Math.min(Math.max(state.offset, 0), most);
    const boxes = [];
    for (const block of chart.blocks) packBlock(block, boxes);
    const height = Math.max(chart.top + 60, ...boxes.map((box) => box.bottom)) + 14;
    drawAxis(height);
    svg.setAttribute("width", width());
    svg.setAttribute("height", height);
    svg.setAttribute("viewBox", `0 0 ${width()} ${height}`);
  }

  function zoomTo(zoom, around = width() / 2) {
    const before = (around + state.offset) / scale();
    state.zoom = Math.min(Math.max(zoom, 1), MOST_ZOOM);
    state.offset = before * scale() - around;
    draw();
  }

  function pan(by) {
    state.offset += by;
    draw();
  }

  // ------------------------------------------------------------ search and filters

  const words = new Map(items.map((item) => [item.id, item.textContent.toLowerCase()]));

  function filter() {
    const asked = document.getElementById("find").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const allowed = {};
    for (const box of tools.querySelectorAll("input[type=checkbox]")) {
      allowed[box.name] ||= new Set();
      if (box.checked) allowed[box.name].add(box.value);
    }
    state.hidden = new Set();
    for (const item of items) {
      const fits = Object.entries(allowed).every(([name, values]) => values.has(item.dataset[name]));
      const found = asked.every((word) => words.get(item.id).includes(word));
      item.hidden = !(fits && found);
      if (item.hidden) state.hidden.add(item.id);
    }
    document.getElementById("count").textContent = `${items.length - state.hidden.size} of ${items.length} shown`;
    draw();
  }

  // ------------------------------------------------------------ one entry, wherever it stands

  function choose(id) {
    for (const node of document.querySelectorAll(".current")) node.classList.remove("current", "named");
    const item = id && document.getElementById(id);
    if (!item || !item.matches(".events > li")) return;
    if (item.hidden) {
      item.hidden = false;
      state.hidden.delete(id);
      draw();
    }
    item.classList.add("current");
    for (const node of marked) {
      node.classList.toggle("current", node.dataset.events.split(" ").includes(id));
      node.classList.toggle("named", (node.dataset.own || "").split(" ").includes(id));
    }
    if (svg) for (const node of svg.querySelectorAll(".entry")) node.classList.toggle("current", node.dataset.entry === id);
  }

  function follow() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    if (target.matches(".events > li")) {
      choose(id);
      target.focus({ preventScroll: true });
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const id = (link.getAttribute("href") || "").slice(1);
    if (link.closest(".events > li")) choose(link.closest(".events > li").id);
    else choose(id);
    const target = document.getElementById(id);
    if (target && target.matches(".events > li")) setTimeout(() => target.focus({ preventScroll: true }));
  });

  // ------------------------------------------------------------ tooltips near their words

  function nearTip(node) {
    const tip = node.nextElementSibling;
    if (!tip || !tip.classList.contains("tip") || !node.closest(".article-text")) return;
    const box = node.getBoundingClientRect();
    const top = box.bottom + 8 + tip.offsetHeight > innerHeight ? box.top - tip.offsetHeight - 8 : box.bottom + 8;
    tip.style.bottom = "auto";
    tip.style.top = `${Math.max(top, 4)}px`;
    tip.style.left = `${Math.max(Math.min(box.left, innerWidth - tip.offsetWidth - 12), 8)}px`;
  }

  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      document.body.classList.remove("quiet");
      const node = event.target.closest && event.target.closest("[aria-describedby]");
      if (node) nearTip(node);
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.body.classList.add("quiet");
  });

  // ------------------------------------------------------------ start

  if (tools) {
    tools.hidden = false;
    tools.addEventListener("input", filter);
    tools.addEventListener("submit", (event) => event.preventDefault());
    tools.addEventListener("click", (event) => {
      const asked = event.target.dataset.zoom;
      if (asked === "in") zoomTo(state.zoom * 1.6);
      else if (asked === "out") zoomTo(state.zoom / 1.6);
      else if (asked === "left") pan(-width() / 3);
      else if (asked === "right") pan(width() / 3);
      else if (asked === "all") zoomTo(1);
    });
  }
  if (chart) {
    frame.classList.add("live");
    measure();
    let from = null;
    frame.addEventListener("pointerdown", (event) => {
      if (event.button === 0 && !event.target.closest("a")) {
        from = event.clientX;
        frame.setPointerCapture(event.pointerId);
        frame.classList.add("dragging");
      }
    });
    frame.addEventListener("pointermove", (event) => {
      if (from === null) return;
      pan(from - event.clientX);
      from = event.clientX;
    });
    for (const kind of ["pointerup", "pointercancel"]) {
      frame.addEventListener(kind, () => {
        from = null;
        frame.classList.remove("dragging");
      });
    }
    frame.addEventListener("wheel", (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoomTo(state.zoom * Math.exp(-event.deltaY / 300), event.clientX - frame.getBoundingClientRect().left);
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        pan(event.deltaX);
      }
    }, { passive: false });
    frame.addEventListener("keydown", (event) => {
      const keys = { "+": () => zoomTo(state.zoom * 1.6), "-": () => zoomTo(state.zoom / 1.6), 0: () => zoomTo(1),
        ArrowLeft: () => pan(-width() / 6), ArrowRight: () => pan(width() / 6) };
      if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      keys[event.key]();
    });
    frame.addEventListener("focusin", (event) => {
      const block = chart.blocks.find((b) => b.node.contains(event.target));
      const x = block && place(block.at);
      if (block && (x < 0 || x > width() - 40)) pan(x - width() / 3);
      frame.scrollLeft = 0;
    });
    new ResizeObserver(draw).observe(frame);
    addEventListener("beforeprint", () => {
      state.zoom = 1;
      state.offset = 0;
      draw();
    });
  }
  if (tools) filter();
  addEventListener("hashchange", follow);
  follow();
})();
