// Search, filters, keys, deep links and the packed quotes. Text is only ever set as text; without this script all that matters is readable.
"use strict";
(() => {
  const doc = document, root = doc.documentElement;
  const one = (id) => doc.getElementById(id);
  const all = (selector, from = doc) => [...from.querySelectorAll(selector)];
  // --- language ---------------------------------------------------------------------------------------------
  const langs = ["zh", "en", "both"];
  const lang = () => langs.find((code) => one("lang-" + code).checked) || "zh";
  const told = (zh, en) => ({ zh, en, both: zh === en ? zh : zh + " " + en })[lang()];
  const say = (el) => told(el.dataset.zh, el.dataset.en);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const relabel = () => {
    root.lang = lang() === "en" ? "en" : "zh-CN";
    root.dataset.lang = lang();
    for (const option of all("option[data-zh]")) {
      const named = option.value ? "" : say(option.parentElement); // the first option names the filter
      option.textContent = named && lang() === "zh" ? named + ": " + say(option) : named || say(option);
    }
    one("search").placeholder = say(one("search"));
    count();
  };

  // --- the packed quotes: see Island in evidence_check/report/island.py ------------------------------------------
  const parts = ["sheet", "cell", "slide", "page", "paragraph", "line"];
  let island = null;
  const unpack = async () => {
    if (island) return island;
    const bytes = Uint8Array.from(atob(one("island").textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    island = JSON.parse(await new Response(stream).text());
    return island;
  };
  const node = (tag, cls, text) => {
    const el = doc.createElement(tag);
    if (cls) el.className = cls;
    if (text) el.textContent = text;
    return el;
  };
  const both = (parent, zh, en) => { // what bears no language is Chinese, as in the page
    if (!en || zh === en) return parent.append(zh);
    const english = node(zh ? "i" : "span", "", en);
    english.lang = "en";
    parent.append(...(zh ? [node("i", "", zh)] : []), english);
  };
  const outward = (link) => { if (!link.getAttribute("href")?.startsWith("#")) { link.target = "_blank"; link.rel = "noopener"; } };
  all("cite > a, a.file").forEach(outward);
  const safe = (address) => /^(#|\.\.?\/|\.\.$)/.test(address);
  const located = (place, side) =>
    place.map((value, n) => value && island.words[parts[n]][side].replace("{n}", () => value)).filter(Boolean).join(side ? ", " : " ");
  const quote = (clause) => ([label, file, chapter, place = [], text, whyZh, whyEn]) => {
    const [name, address] = island.files[file || 0];
    const box = node("blockquote"), source = node("cite"), link = node("a", "", name);
    if (label) { box.id = clause + "/q" + label; source.append("[" + label + "] "); }
    if (label === 0) { both(source, ...island.words.refused); source.append(" "); }
    if (safe(address)) link.href = address;
    outward(link);
    source.append(link);
    if (chapter) source.append(" › " + island.chapters[chapter]);
    if (place.length) { source.append(" › "); both(source, located(place, 0), located(place, 1)); }
    if (whyZh || whyEn) { source.append(" · "); both(source, whyZh, whyEn); }
    if (text) box.append(node("p", "", text));
    box.append(source);
    return box;
  };
  const unfold = async (details) => {
    if (details.dataset.done) return;
    details.dataset.done = "1";
    try {
      const found = (await unpack()).rows[details.dataset.rows] || [];
      details.append(...found.map(quote(details.closest("article")?.id)));
    } catch {
      const note = doc.querySelector("#clauses > .nojs").cloneNode(true); // an old browser: say where the quotes are
      note.classList.remove("nojs");
      details.append(note);
    }
  };
  const permalink = (article) => { // made when a card is opened: thousands of links would weigh more than they help
    if (!article || article.querySelector(".permalink")) return;
    const line = node("p", "permalink"), link = node("a"), words = one("clauses").dataset;
    link.href = "#" + article.id;
    both(link, words.linkZh, words.linkEn);
    line.append(link);
    article.querySelector(".body").append(line);
  };
  doc.addEventListener("toggle", (event) => {
    if (!event.target.open) return;
    if (event.target.matches("details.more")) unfold(event.target);
    if (event.target.parentElement.matches("article")) permalink(event.target.parentElement);
  }, true);

  // --- search and filters -----------------------------------------------------------------------------------------
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const search = one("search"), clear = one("clear");
  const matrix = all("#matrix tbody tr"), years = Map.groupBy ? Map.groupBy(all("#years tr[data-of]"), (row) => row.dataset.of) : new Map();
  const gaps = ["partial", "missing", "unreadable"];
  const cards = all("article.clause").map((el, n) => {
    const cov = el.classList[1], group = el.parentElement.dataset;
    return {
      el, rows: [matrix[n], ...(years.get(el.id) || [])], shown: true, text: null, std: [group.std], cat: [group.cat],
      cov: [cov, gaps.includes(cov) && "gaps", "review" in el.dataset && "review"],
      kind: el.dataset.kind.split(" "), dept: el.dataset.dept.split(" "),
    };
  });
  const others = all("#files tbody tr, #findings li").map((el) => ({ el, file: el.tagName === "TR", shown: true, text: null }));
  const within = (el, inside) => ({ el, cards: cards.filter(inside) });
  const groups = [ // what is hidden as a whole when all of it is
    ...all("section.group").map((el) => within(el, (card) => card.el.parentElement === el)),
    ...all("#matrix .part").map((el) => within(el, (card) => el.contains(card.rows[0]))),
    ...all("#years tbody").map((el) => within(el, (card) => card.rows.some((row) => el.contains(row)))),
  ];
  const names = ["cov", "dept", "cat", "kind", "std"].filter((name) => one("by-" + name));
  const value = (name) => one("by-" + name).value;
  const packed = (card) => {
    const more = island && card.el.querySelector("details.more");
    return more ? (island.rows[more.dataset.rows] || []).map((row) => island.files[row[1] || 0][0] + " " + (row[4] || "")).join(" ") : "";
  };
  const textOf = (item) => (item.text ??= fold(item.el.textContent + " " + (item.cov ? packed(item) : "")));
  const terms = () => fold(search.value).split(/\s+/).filter(Boolean);
  const show = (el, fits) => { if (el.hidden === fits) el.hidden = !fits; };
  const chosen = () => names.filter(value).map((name) => one("by-" + name).selectedOptions[0].textContent);
  const count = () => {
    const active = terms().length || names.some(value), link = one("shown"), narrowed = one("narrowed");
    const values = { n: cards.filter((card) => card.shown).length, m: cards.length, by: [...chosen(), search.value.trim()].filter(Boolean).join(", ") };
    values.f = others.filter((item) => item.file && item.shown).length;
    values.r = others.filter((item) => !item.file && item.shown).length;
    const more = terms().length ? told(link.dataset.zhMore, link.dataset.enMore) : "";
    link.textContent = fill(say(link) + more, values);
    one("result").hidden = narrowed.hidden = !active;
    narrowed.textContent = fill(say(narrowed), values);
    one("said").textContent = active ? link.textContent : "";
    one("none").hidden = values.n > 0 || cards.length === 0;
  };
  let applying = 0;
  const apply = () => {
    const wanted = terms(), by = names.map((name) => [name, value(name)]).filter(([, chosen]) => chosen);
    const found = (item) => wanted.every((term) => textOf(item).includes(term));
    for (const card of cards) card.shown = by.every(([name, chosen]) => card[name].includes(chosen)) && found(card);
    for (const item of others) item.shown = found(item);
    for (const card of cards) show(card.el, card.shown);
    for (const group of groups) show(group.el, group.cards.some((card) => card.shown));
    count();
    clearTimeout(applying);
    applying = setTimeout(rest, 50);
  };
  const rest = () => { // the clauses first, then the maps and lists, which would hold them up
    for (const card of cards) for (const row of card.rows) show(row, card.shown);
    for (const item of others) show(item.el, item.shown);
  };
  const state = () => {
    const kept = new URLSearchParams(names.filter(value).map((name) => [name, value(name)]));
    if (search.value.trim()) kept.set("q", search.value.trim());
    return kept.toString();
  };
  let remembering = 0;
  const remember = () => { // the address holds the filter, so that it can be sent; later, because it makes the browser lay out
    clearTimeout(remembering);
    remembering = setTimeout(() => {
      const kept = state();
      if (kept || location.hash.startsWith("#?")) history.replaceState(null, "", kept ? "#?" + kept : "#clauses");
    }, 300);
  };
  const recall = (kept) => {
    const wanted = new URLSearchParams(kept);
    for (const name of names) {
      const select = one("by-" + name);
      select.value = wanted.get(name) || "";
      if (select.selectedIndex < 0) select.value = "";
    }
    search.value = wanted.get("q") || "";
    apply();
    rest();
  };
  const reset = () => { recall(""); remember(); };
  let composing = false, waiting = 0; // an input method's half-typed letters are no search
  const later = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => { apply(); remember(); }); };
  const ready = () => unpack().then(() => { for (const card of cards) card.text = null; }, () => {}).then(() => {
    [...cards, ...others].forEach(textOf);
    if (terms().length) apply(); // someone was quicker than the unpacking
  });
  search.addEventListener("focus", ready, { once: true });
  search.addEventListener("compositionstart", () => { composing = true; });
  search.addEventListener("compositionend", () => { composing = false; later(); });
  search.addEventListener("input", (event) => { if (!composing && !event.isComposing) later(); });
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || composing || event.isComposing) return;
    event.preventDefault(); // or the same key closes the card that it has just opened
    const first = cards.find((card) => card.shown);
    if (first) go(first);
  });
  for (const name of names) one("by-" + name).addEventListener("change", () => { apply(); remember(); });
  one("shown").addEventListener("click", (event) => { event.preventDefault(); bring(one("clauses")); }); // the address keeps the filter
  clear.addEventListener("click", () => { reset(); search.focus(); });
  one("filters").addEventListener("click", (event) => {
    const open = one("choices").classList.toggle("open");
    event.currentTarget.setAttribute("aria-expanded", open);
  });

  // --- going places -------------------------------------------------------------------------------------------
  // in a long report what lies above gets its real height only when it comes near: settle in three steps
  const bring = (target, times = 3) => {
    target.scrollIntoView({ block: "start" });
    if (times) requestAnimationFrame(() => bring(target, times - 1));
  };
  const reveal = (target) => {
    const card = cards.find((c) => c.el.contains(target));
    if (card && !card.shown) reset();
    if (card) card.el.querySelector("details").open = true;
    for (let el = target; el; el = el.parentElement) if (el.tagName === "DETAILS") el.open = true;
    bring(target);
  };
  const follow = async () => {
    let id = location.hash.slice(1);
    if (id.startsWith("?")) {
      if (new URLSearchParams(id.slice(1)).get("q")) await ready();
      recall(id.slice(1));
      return bring(one("clauses"));
    }
    try { id = decodeURIComponent(id); } catch { /* a stray % in a hand-typed address */ }
    const more = !one(id) && one(id.replace(/\/q\d+$/, "/more"));
    if (more) await unfold(more); // a quote that still waits in the island
    const target = id && (one(id) || more);
    if (target) reveal(target);
  };
  addEventListener("hashchange", follow);
  let at = null;
  const go = (card) => {
    at = card.el.id;
    reveal(card.el);
    card.el.querySelector("summary").focus({ preventScroll: true });
    if (!state()) history.replaceState(null, "", "#" + at);
  };
  const step = (by) => {
    const open = cards.filter((card) => card.shown && (card.cov[1] || card.cov[2]));
    if (!open.length) return;
    const now = open.findIndex((card) => card.el.id === at);
    go(open[now < 0 ? (by > 0 ? 0 : open.length - 1) : (now + by + open.length) % open.length]);
  };
  const help = one("help");
  const keys = {
    "/": () => { search.focus(); search.select(); },
    n: () => step(1), p: () => step(-1),
    l: () => { one("lang-" + langs[(langs.indexOf(lang()) + 1) % 3]).checked = true; relabel(); },
    "?": () => (help.open ? help.close() : help.showModal()),
    Escape: () => { if (!help.open) reset(); },
  };
  doc.addEventListener("keydown", (event) => {
    if (event.isComposing || composing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "radio") {
      if (event.key === "Escape") { event.target.blur(); reset(); }
      return;
    }
    if (keys[event.key]) { if (event.key !== "Escape") event.preventDefault(); keys[event.key](); }
  });
  one("keys").addEventListener("click", keys["?"]);
  one("close").addEventListener("click", () => help.close());
  one("print").addEventListener("click", () => print());
  const foldAll = (open) => () => { for (const card of cards) if (card.shown) card.el.querySelector("details").open = open; };
  one("open-all").addEventListener("click", foldAll(true));
  one("close-all").addEventListener("click", foldAll(false));
  for (const code of langs) one("lang-" + code).addEventListener("change", relabel);

  // older engines do not print closed details by style alone
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = all("details:not([open]):not(.more)");
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });

  const bar = doc.querySelector(".toolbar"); // what is jumped to must not end up under it
  new ResizeObserver(() => { root.style.scrollPaddingTop = (getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0) + 12 + "px"; }).observe(bar);
  relabel();
  follow();
})();
