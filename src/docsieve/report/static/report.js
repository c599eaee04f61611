"use strict";
// Sorts tables and searches titles and names. Without it every page still shows all it has.

function sortable(table) {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => compare(value(a, column, head), value(b, column, head)));
      body.append(...(down ? rows.reverse() : rows));
    });
  });
}

function value(row, column, head) {
  const text = row.cells[column].textContent.trim();
  if (!head.classList.contains("n")) return text;
  const number = parseFloat(text.replaceAll(",", ""));
  return Number.isNaN(number) ? -Infinity : number;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function compare(a, b) {
  if (typeof a !== "number") return collator.compare(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

// What is typed finds letters with and without marks, in capitals or not.
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

const MOST = 30;
let index = null;

function load(then) {
  if (index !== null) return then();
  const script = document.createElement("script");
  script.src = document.body.dataset.root + "search.js";
  script.onload = () => {
    index = docsieveIndex.map((entry) => ({ entry, text: folded(entry[2] + " / " + entry[3]) }));
    then();
  };
  document.head.append(script);
}

function search(box, list) {
  const words = folded(box.value).split(/\s+/).filter(Boolean);
  list.hidden = words.length === 0;
  if (words.length === 0) return;
  const hits = [];
  for (const each of index) {
    if (words.every((word) => each.text.includes(word))) hits.push(each.entry);
    if (hits.length > MOST) break;
  }
  list.replaceChildren(...hits.slice(0, MOST).map(item));
  if (hits.length > MOST) list.append(note("More than " + MOST + " found: type more of it."));
  if (hits.length === 0) list.append(note("Nothing found."));
}

function address(name, kind) {
  if (kind === "document") return `documents/${name.slice(0, 2)}/${name}.html`;
  return `entities/${name.slice(2, 5)}.html#${name}`; // "e-" and the id
}

function item([name, kind, shown, others]) {
  const link = document.createElement("a");
  link.href = document.body.dataset.root + address(name, kind);
  link.dir = "auto";
  const small = document.createElement("small");
  small.textContent = others ? kind + " · " + others : kind;
  link.append(shown, small);
  const line = document.createElement("li");
  line.append(link);
  return line;
}

function note(text) {
  const line = document.createElement("li");
  line.className = "none";
  line.textContent = text;
  return line;
}

document.querySelectorAll("table.sortable").forEach(sortable);
const box = document.getElementById("search");
const list = document.getElementById("found");
box.closest(".search").hidden = false;
box.addEventListener("focus", () => load(() => {}), { once: true });
box.addEventListener("input", () => load(() => search(box, list)));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    list.hidden = true;
    document.activeElement.blur();
  }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".search")) list.hidden = true;
});
