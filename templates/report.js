// Filters, keys, deep links and the packed quotes. Text is only ever set as text; without this script all that matters is readable.
"use strict";
(() => {
  const doc = document, root = doc.documentElement;
  const one = (id) => doc.getElementById(id);
  root.classList.add("js");

  // --- language ---------------------------------------------------------------------------------------------
  const langs = ["zh", "en", "both"];
  const lang = () => langs.find((code) => one("lang-" + code).checked) || "zh";
  const say = (el) => ({ zh: el.dataset.zh, en: el.dataset.en, both: el.dataset.zh + " " + el.dataset.en })[lang()];
  const relabel = () => {
    root.lang = lang() === "en" ? "en" : "zh-CN";
    for (const option of doc.querySelectorAll("option[data-zh]")) {
      const named = option.value === "" ? say(option.parentElement) : "";
      option.textContent = named && lang() === "both" ? named : named ? named + ": " + say(option) : say(option);
    }
    one("search").placeholder = say(one("search"));
    count();
  };

  // --- the packed quotes --------------------------------------------------------------------------------------
  let rows = null;
  const unpack = async () => {
    if (rows) return rows;
    const bytes = Uint8Array.from(atob(one("island").textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    rows = JSON.parse(await new Response(stream).text());
    return rows;
  };
  const node = (tag, cls, text) => {
    const el = doc.createElement(tag);
    if (cls) el.className = cls;
    if (text) el.textContent = text;
    return el;
  };
  const both = (parent, zh, en) => {
    if (zh && zh === en) return parent.append(zh);
    if (zh) { const z = node(en ? "i" : "span", "", zh); z.lang = "zh"; parent.append(z); }
    if (en) { const e = node(zh ? "i" : "span", "", en); e.lang = "en"; parent.append(e); }
  };
  const outward = (link) => { if (!link.getAttribute("href")?.startsWith("#")) { link.target = "_blank"; link.rel = "noopener"; } };
  for (const link of doc.querySelectorAll("a.file")) outward(link);
  const safe = (address) => /^(#|\.\.?\/|\.\.$)/.test(address);
  const quote = ([zh, en, file, address, placeZh, placeEn, text, whyZh, whyEn]) => {
    const box = node("div", "quote"), source = node("p", "source"), label = node("span", "qno"), link = node("a", "file", file);
    both(label, zh, en);
    if (safe(address)) link.href = address;
    outward(link);
    source.append(label, " ", link, " ");
    if (placeZh) { source.append("› "); both(source, placeZh, placeEn); }
    box.append(node("blockquote", "", text), source);
    if (whyZh || whyEn) { const why = node("p", "muted"); both(why, whyZh, whyEn); box.append(why); }
    return box;
  };
  const unfold = async (details) => {
    if (details.dataset.done) return;
    details.dataset.done = "1";
    try {
      const found = (await unpack())[details.dataset.rows] || [];
      details.append(...found.map(quote));
    } catch {
      details.querySelector(".nojs").classList.remove("nojs"); // an old browser: say where the quotes are
    }
  };
  doc.addEventListener("toggle", (event) => {
    if (event.target.matches("details.more") && event.target.open) unfold(event.target);
  }, true);

  // --- filters ------------------------------------------------------------------------------------------------
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const cards = [...doc.querySelectorAll("article.clause")].map((el) => ({
    el, row: one("row/" + el.id), cov: el.dataset.cov, cat: el.dataset.cat, std: el.dataset.std,
    kinds: el.dataset.kinds.split(" "), gap: "gap" in el.dataset, review: "review" in el.dataset, shown: true, text: null,
  }));
  const groups = [...doc.querySelectorAll("section.group")].map((el) => ({ el, cards: cards.filter((c) => el.contains(c.el)) }));
  const value = (id) => (one(id) ? one(id).value : "");
  const textOf = (card) => {
    if (card.text === null) {
      const more = card.el.querySelector("details.more");
      const packed = more && rows ? (rows[more.dataset.rows] || []).map((row) => row[2] + " " + row[6]).join(" ") : "";
      card.text = fold(card.el.textContent + " " + packed);
    }
    return card.text;
  };
  const count = () => {
    const shown = cards.filter((card) => card.shown).length, out = one("shown");
    out.textContent = say(out).replaceAll("{n}", shown).replaceAll("{m}", cards.length);
    one("none").hidden = shown > 0 || cards.length === 0;
  };
  const apply = () => {
    const terms = fold(value("search")).split(/\s+/).filter(Boolean);
    const cov = value("by-coverage"), cat = value("by-category"), kind = value("by-kind"), std = value("by-standard");
    for (const card of cards) {
      const fits = (!cov || card.cov === cov || (cov === "gaps" && card.gap) || (cov === "review" && card.review))
        && (!cat || card.cat === cat) && (!kind || card.kinds.includes(kind)) && (!std || card.std === std)
        && terms.every((term) => textOf(card).includes(term));
      if (fits !== card.shown) {
        card.shown = fits;
        card.el.hidden = !fits;
        if (card.row) card.row.hidden = !fits;
      }
    }
    for (const group of groups) group.el.hidden = !group.cards.some((card) => card.shown);
    one("clear").hidden = !(terms.length || cov || cat || kind || std);
    count();
  };
  const clear = () => {
    for (const id of ["search", "by-coverage", "by-category", "by-kind", "by-standard"]) if (one(id)) one(id).value = "";
    apply();
  };
  let composing = false, waiting = 0;
  const later = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(apply); };
  const search = one("search");
  search.addEventListener("focus", () => unpack().then(() => { for (const card of cards) { card.text = null; textOf(card); } }, () => {}), { once: true });
  search.addEventListener("compositionstart", () => { composing = true; });
  search.addEventListener("compositionend", () => { composing = false; later(); });
  search.addEventListener("input", (event) => { if (!composing && !event.isComposing) later(); });
  for (const select of doc.querySelectorAll(".toolbar select")) select.addEventListener("change", apply);
  one("clear").addEventListener("click", clear);

  // --- going places -------------------------------------------------------------------------------------------
  const reveal = (target) => {
    const card = cards.find((c) => c.el.contains(target));
    if (card && !card.shown) clear();
    if (card) card.el.querySelector("details").open = true;
    for (let el = target; el; el = el.parentElement) if (el.tagName === "DETAILS") el.open = true;
    // in a long report what lies above gets its real height only when it comes near: settle in three steps
    const settle = (times) => { target.scrollIntoView({ block: "start" }); if (times) requestAnimationFrame(() => settle(times - 1)); };
    settle(3);
  };
  const follow = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* a stray % in a hand-typed address */ }
    const target = id && one(id);
    if (target) reveal(target);
  };
  addEventListener("hashchange", follow);
  let at = null;
  const step = (by) => {
    const gaps = cards.filter((card) => card.shown && (card.gap || card.review));
    if (!gaps.length) return;
    const now = gaps.findIndex((card) => card.el.id === at);
    at = gaps[now < 0 ? (by > 0 ? 0 : gaps.length - 1) : (now + by + gaps.length) % gaps.length].el.id;
    const el = one(at);
    reveal(el);
    el.querySelector("summary").focus({ preventScroll: true });
    history.replaceState(null, "", "#" + at);
  };
  const help = one("help");
  const keys = {
    "/": () => { search.focus(); search.select(); },
    n: () => step(1), p: () => step(-1),
    l: () => { one("lang-" + langs[(langs.indexOf(lang()) + 1) % 3]).checked = true; relabel(); },
    "?": () => (help.open ? help.close() : help.showModal()),
    Escape: () => { if (!help.open) clear(); },
  };
  doc.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "radio") {
      if (event.key === "Escape") { event.target.blur(); clear(); }
      return;
    }
    if (keys[event.key]) { if (event.key !== "Escape") event.preventDefault(); keys[event.key](); }
  });
  one("keys").addEventListener("click", keys["?"]);
  one("close").addEventListener("click", () => help.close());
  one("print").addEventListener("click", () => print());
  one("open-all").addEventListener("click", () => { for (const card of cards) if (card.shown) card.el.querySelector("details").open = true; });
  for (const code of langs) one("lang-" + code).addEventListener("change", relabel);

  // older engines do not print closed details by style alone
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...doc.querySelectorAll("details:not([open]):not(.more)")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });

  relabel();
  follow();
})();
