(function () {
"use strict";
var doc = document, root = doc.documentElement;
root.classList.add("js");
function one(selector, within) { return (within || doc).querySelector(selector); }
function all(selector, within) { return Array.prototype.slice.call((within || doc).querySelectorAll(selector)); }
function make(name, css, text) {
  var made = doc.createElement(name);
  if (css) made.className = css;
  if (text !== undefined) made.textContent = text;
  return made;
}
function grouped(number) { return number.toLocaleString("en-US"); }
all("[hidden]").forEach(function (e) { if (e.matches("#theme, #keys, .tools, #readout, [data-copy], [data-copies]")) e.hidden = false; });

// Light and dark.
try { var kept = localStorage.getItem("newsgate-theme"); if (kept === "dark" || kept === "light") root.dataset.theme = kept; } catch (e) { /* no storage: this page only */ }
one("#theme").addEventListener("click", function () {
  var now = root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  root.dataset.theme = now === "dark" ? "light" : "dark";
  try { localStorage.setItem("newsgate-theme", root.dataset.theme); } catch (e) { /* no storage: this page only */ }
});

// One page at a time: the index, a source, or an article alone.
var pages = all("section.page");
function target() {
  var id = location.hash.slice(1);
  return id ? doc.getElementById(id) : null;
}
function page() { var at = target(); return (at && at.closest("section.page")) || pages[0]; }
function route(jump) {
  var at = target(), shown = page(), article = at && at.matches("article.evidence") ? at : null;
  pages.forEach(function (each) { each.hidden = each !== shown; each.classList.toggle("alone", each === shown && !!article); });
  all("a[rel=up]").forEach(function (link) { link.hidden = !article; });
  if (article) all("details.findings, details.whole", article).forEach(function (each) { each.open = true; });
  if (!jump) return;
  if (at && at !== shown && !article) {
    var holder = at.closest("details");
    if (holder) holder.open = true;
    at.scrollIntoView();
  } else scrollTo(0, 0);
}
addEventListener("hashchange", function () { route(true); });

// The table of sources and expectations, from counts.
var holder = one("#data"), rows = one("#rows"), draw = function () {};
if (holder) heatmap(JSON.parse(holder.textContent));
function heatmap(D) {
  var shown = D.shown, step = 200, query = "", over = false, fresh = false, sort = "damage";
  var isNew = {}; D.new.forEach(function (n) { isNew[n] = true; });
  var firsts = {}; D.first.forEach(function (n) { firsts[n] = true; });
  var words = { f: "fails", w: "warns", n: "noted", p: "holds", "!": "broke", s: "skipped", "-": "not owed", "?": "not evaluated" };
  var table = D.rows.map(function (r, n) {
    return { n: n, name: r[0], lower: r[0].toLowerCase(), articles: r[1], damage: r[2], letters: r[3], failing: r[4].split(","), judged: r[5].split(","), small: !!r[6] };
  });
  function count(r, i) { return +(r.failing[i] || 0); }
  function judged(r, i) { return r.judged[i] ? +r.judged[i] : r.articles; }
  function share(r, i) { return "fwnp".indexOf(r.letters[i].toLowerCase()) < 0 || !judged(r, i) ? -1 : count(r, i) / judged(r, i); }
  function fixed(x, digits) { // as Python rounds: half to even
    var scaled = x * Math.pow(10, digits), floor = Math.floor(scaled);
    if (scaled - floor === 0.5) return ((floor % 2 ? floor + 1 : floor) / Math.pow(10, digits)).toFixed(digits);
    return x.toFixed(digits);
  }
  function percent(part) {
    if (part === 0 || part === 1) return 100 * part + "";
    for (var digits = part >= 0.1 ? 0 : 1; digits < 4; digits++) {
      var text = fixed(100 * part, digits), value = +text;
      if (value !== 0 && value !== 100) return value + "";
    }
    return part < 0.00001 ? "<0.001" : +(100 * part).toPrecision(6) + "";
  }
  function cell(r, i) {
    var letter = r.letters[i], low = letter.toLowerCase(), css = "x", text, word = words[low], of = share(r, i);
    if (low === "!") { css += " stop"; text = "!"; }
    else if (low === "s") { css += " skipped"; text = "skip"; }
    else if (low === "-") { css += " not-owed"; text = "–"; }
    else if (low === "?") { css += " not-evaluated"; text = "?"; }
    else if (!count(r, i)) { css += " zero"; text = "·"; word = ""; }
    else {
      text = percent(of);
      var level = letter !== low ? 1 : 1 + (of > 0.02) + (of > 0.1) + (of > 0.3) + (of > 0.7);
      if (low === "p") word = ""; else css += " " + { f: "b", w: "w", n: "n" }[low] + level;
    }
    var td = make("td", css + (firsts[i] ? " f0" : ""), text);
    if (word) td.appendChild(make("span", "vh", " " + word));
    td.tabIndex = -1;
    return td;
  }
  function strip(states) {
    var NS = "http://www.w3.org/2000/svg", svg = doc.createElementNS(NS, "svg"), kinds = { f: ["stop", 16], w: ["warn", 10], p: ["rest", 4], "?": ["rest-over", 7] };
    svg.setAttribute("width", 8 * states.length); svg.setAttribute("height", 16); svg.setAttribute("aria-hidden", "true");
    states.split("").forEach(function (s, n) {
      if (!kinds[s]) return;
      var bar = doc.createElementNS(NS, "rect"), size = { x: 8 * n, y: 16 - kinds[s][1], width: 6, height: kinds[s][1], class: kinds[s][0] };
      Object.keys(size).forEach(function (key) { bar.setAttribute(key, size[key]); });
      svg.appendChild(bar);
    });
    return svg;
  }
  function row(r) {
    var tr = make("tr", r.small ? "small" : ""), th = make("th", "first"), name = make("bdi", "", r.name), href = D.pages[r.n];
    th.scope = "row"; th.title = r.name;
    if (href) { var a = make("a"); a.setAttribute("href", href); a.appendChild(name); th.appendChild(a); } else th.appendChild(name);
    tr.appendChild(th);
    var articles = make("td", "num opt");
    if (r.small) { articles.appendChild(make("span", "tag", "small")); articles.appendChild(doc.createTextNode(" ")); }
    articles.appendChild(doc.createTextNode(grouped(r.articles)));
    tr.appendChild(articles);
    if (D.history[r.n] !== undefined) { var past = make("td", "opt past"); past.appendChild(strip(D.history[r.n])); tr.appendChild(past); }
    tr.appendChild(make("td", "num opt", grouped(r.damage)));
    for (var i = 0; i < D.columns.length; i++) tr.appendChild(cell(r, i));
    tr.row = r;
    return tr;
  }
  draw = function () {
    var kept = table.filter(function (r) {
      return (!query || r.lower.indexOf(query) >= 0) && (!over || /[fw!]/i.test(r.letters)) && (!fresh || isNew[r.n]);
    });
    if (sort !== "damage") kept.sort(function (a, b) {
      if (sort === "name") return a.lower < b.lower ? -1 : a.lower > b.lower ? 1 : a.n - b.n;
      if (sort === "articles") return b.articles - a.articles || a.n - b.n;
      return share(b, +sort) - share(a, +sort) || a.n - b.n;
    });
    var some = doc.createDocumentFragment();
    kept.slice(0, shown).forEach(function (r) { some.appendChild(row(r)); });
    rows.replaceChildren(some);
    one("#count").textContent = "Showing " + grouped(Math.min(shown, kept.length)) + " of " + grouped(kept.length) + (kept.length < table.length ? " matching" : "") + (kept.length === 1 ? " source" : " sources");
    one("#more").hidden = kept.length <= shown;
    var start = one("td.x", rows);
    if (start) start.tabIndex = 0;
  };
  function again() { shown = D.shown; draw(); }
  function pressed(button, value) { button.setAttribute("aria-pressed", value); again(); return value; }
  one("#filter").addEventListener("input", function () { query = this.value.trim().toLowerCase(); again(); });
  one("#over").addEventListener("click", function () { over = !over; pressed(this, over); });
  if (one("#new")) one("#new").addEventListener("click", function () { fresh = !fresh; pressed(this, fresh); });
  one("#sort").addEventListener("change", function () { sort = this.value; again(); });
  one("#more").addEventListener("click", function () { shown += step; draw(); });

  function say(td) {
    var r = td.parentNode.row, readout = one("#readout");
    if (!r) return;
    var i = all("td.x", td.parentNode).indexOf(td), letter = r.letters[i], low = letter.toLowerCase(), column = D.columns[i];
    var limit = D.limits[r.n + "," + i] || column[1], said;
    if (low === "!") said = "the check broke: " + column[3];
    else if (low === "s") said = "skipped: the suite does not ask it of this source";
    else if (low === "-") said = "not owed: no article of this source has to keep it";
    else if (low === "?") said = "not evaluated: no article could be judged; counts as not passed";
    else said = words[low] + ": " + grouped(count(r, i)) + " of " + grouped(judged(r, i)) + " judged fail (" + percent(share(r, i)) + "%), limit " + limit + (letter !== low ? "; judged together with the other small sources" : "");
    readout.replaceChildren(make("b", "", r.name), doc.createTextNode(" " + column[0] + " "), make("b", "", said));
  }
  rows.addEventListener("mouseover", function (e) { var td = e.target.closest("td.x"); if (td) say(td); });
  rows.addEventListener("focusin", function (e) { var td = e.target.closest("td.x"); if (td) say(td); });
  rows.addEventListener("keydown", function (e) {
    var td = e.target.closest("td.x"), next = null;
    if (!td || e.ctrlKey || e.metaKey || e.altKey) return;
    var tr = td.parentNode, at = td.cellIndex;
    if (e.key === "ArrowRight") next = td.nextElementSibling;
    else if (e.key === "ArrowLeft") next = td.previousElementSibling;
    else if (e.key === "ArrowDown") next = tr.nextElementSibling && tr.nextElementSibling.cells[at];
    else if (e.key === "ArrowUp") next = tr.previousElementSibling && tr.previousElementSibling.cells[at];
    else if (e.key === "Home") next = one("td.x", tr);
    else if (e.key === "End") next = tr.cells[tr.cells.length - 1];
    else if (e.key === "Enter") { var a = one("th a", tr); if (a) a.click(); return; }
    else return;
    e.preventDefault();
    if (next && next.classList.contains("x")) { td.tabIndex = -1; next.tabIndex = 0; next.focus(); }
  });
  draw();
}

// Copying.
doc.addEventListener("click", function (e) {
  var button = e.target.closest("[data-copy], [data-copies]");
  if (!button) return;
  var text = button.dataset.copy !== undefined ? button.dataset.copy : one(button.dataset.copies, button.parentNode).textContent;
  function done() { var was = button.textContent; button.textContent = "Copied"; setTimeout(function () { button.textContent = was; }, 1200); }
  function by_hand() {
    var area = make("textarea");
    area.value = text; doc.body.appendChild(area); area.select();
    try { if (doc.execCommand("copy")) done(); } catch (x) { /* nothing was copied, and nothing says so */ }
    area.remove();
  }
  if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(text).then(done, by_hand); else by_hand();
});

// Keys.
var help = one("#help");
one("#keys").addEventListener("click", function () { help.showModal(); });
function near(which) { var a = one("a[rel=" + which + "]", page()); if (a) a.click(); else if (which === "next" && page() === pages[0] && pages[1]) location.hash = pages[1].id; }
function home() { one("#home").click(); }
function on_index(then) {
  if (!holder) return home();
  if (page() === pages[0]) return then();
  home();
  setTimeout(then, 0);
}
doc.addEventListener("keydown", function (e) {
  if (e.ctrlKey || e.metaKey || e.altKey || help.open) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) {
    if (e.key !== "Escape") return;
    e.preventDefault();
    if (e.target.value && e.target.type === "search") { e.target.value = ""; e.target.dispatchEvent(new Event("input")); }
    e.target.blur();
    return;
  }
  if (e.key === "/") { e.preventDefault(); on_index(function () { one("#filter").focus(); }); }
  else if (e.key === "f") on_index(function () { one("#over").click(); });
  else if (e.key === "r") on_index(function () { if (one("#new")) one("#new").click(); });
  else if (e.key === "h") home();
  else if (e.key === "t") one("#theme").click();
  else if (e.key === "?") help.showModal();
  else if (e.key === "]") near("next");
  else if (e.key === "[") near("prev");
});
route(false);
if (location.hash) addEventListener("load", function () { requestAnimationFrame(function () { route(true); }); });
})();
