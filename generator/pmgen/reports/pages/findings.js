"use strict";
// Sorts a table by its heads, and shows the findings by rule instead of by project; the page is whole without.
const place = document.getElementById("findings");
const choice = document.getElementById("choice");

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function value(row, key) {
  return key === "place" ? row.lastElementChild.textContent : row.dataset[key];
}

function sort(head, key) {
  const table = head.closest("table");
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const rows = [...table.tBodies[0].rows];
  const order = (a, b) => value(a, key).localeCompare(value(b, key), document.documentElement.lang, { numeric: true });
  rows.sort((a, b) => (down ? order(b, a) : order(a, b)));
  table.tBodies[0].append(...rows);
}

function sortable(table) {
  for (const head of table.querySelectorAll("th[data-key]")) {
    const words = head.textContent;
    head.replaceChildren(button(words, () => sort(head, head.dataset.key)));
  }
}

// In a table of one rule the project takes the place of severity and rule.
function exchanged(row, name) {
  const twin = row.cloneNode(true);
  const cell = document.createElement(name);
  twin.cells[0].remove();
  twin.cells[0].replaceWith(cell);
  return [twin, cell];
}

function withProject(row) {
  const [twin, cell] = exchanged(row, "td");
  cell.dataset.label = choice.dataset.column;
  cell.textContent = row.dataset.project || "—";
  return twin;
}

function ruled(section, rows) {
  const table = place.querySelector("table").cloneNode(true);
  const [heads, head] = exchanged(table.tHead.rows[0], "th");
  head.scope = "col";
  head.className = "of-project";
  head.dataset.key = "project";
  head.textContent = choice.dataset.column;
  table.tHead.replaceChildren(heads);
  table.tBodies[0].replaceChildren(...rows.map(withProject));
  const title = document.createElement("h2");
  title.append(...section.querySelector("h3").cloneNode(true).childNodes);
  const reason = section.querySelector("p");
  return reason ? [title, reason.cloneNode(true), table] : [title, table];
}

function byRule() {
  const rows = [...place.querySelectorAll("table:not(.waived) tbody tr")];
  const made = document.createElement("div");
  made.id = "by-rule";
  for (const section of document.querySelectorAll("section.rule")) {
    const own = rows.filter((row) => row.dataset.code === section.id);
    if (own.length) made.append(...ruled(section, own));
  }
  return made;
}

function offerRules() {
  const made = byRule();
  made.hidden = true;
  place.after(made);
  const show = (rules) => {
    made.hidden = !rules;
    place.hidden = rules;
    one.setAttribute("aria-pressed", String(!rules));
    other.setAttribute("aria-pressed", String(rules));
  };
  const one = button(choice.dataset.project, () => show(false));
  const other = button(choice.dataset.rule, () => show(true));
  choice.append(choice.dataset.arrange, one, other);
  choice.hidden = false;
  show(false);
}

if (place.querySelector("table:not(.waived)")) offerRules();
for (const table of document.querySelectorAll("table.findings")) sortable(table);
