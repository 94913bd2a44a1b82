"use strict";
// Sorts a table by its heads, unfolds all, and shows the findings by project; the page is whole without.
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

function cell(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

// In a table of one project the rule takes the place of the project.
function withRule(row) {
  const twin = row.cloneNode(true);
  const rule = document.createElement("td");
  rule.dataset.label = choice.dataset.column;
  const described = document.getElementById(row.dataset.code).querySelector("summary");
  rule.append(...[...described.cloneNode(true).childNodes].slice(0, -1));
  while (twin.cells.length > 4) twin.cells[0].remove();
  twin.prepend(rule);
  return twin;
}

function projectTable(rows) {
  const table = place.querySelector("table").cloneNode(true);
  const heads = table.tHead.rows[0];
  while (heads.cells.length > 4) heads.cells[0].remove();
  const head = cell("th", choice.dataset.column);
  head.scope = "col";
  head.className = "of-rule";
  head.dataset.key = "code";
  heads.prepend(head);
  table.tBodies[0].replaceChildren(...rows.map(withRule));
  return table;
}

function byProject() {
  const made = document.createElement("div");
  made.id = "by-project";
  const projects = new Map();
  for (const row of place.querySelectorAll("tbody tr")) {
    const key = row.dataset.file + "\n" + row.dataset.project;
    projects.set(key, [...(projects.get(key) || []), row]);
  }
  let annex;
  const order = (a, b) => a[0].dataset.annex.localeCompare(b[0].dataset.annex) || a[0].dataset.number - b[0].dataset.number;
  for (const rows of [...projects.values()].sort(order)) {
    const { annex: name, project, file } = rows[0].dataset;
    if (name !== annex) made.append(cell("h2", name));
    annex = name;
    const title = cell("h3", project + " ");
    const where = cell("span", file);
    where.className = "quiet";
    title.append(where);
    made.append(title, projectTable(rows));
  }
  return made;
}

function offerChoice() {
  const made = byProject();
  made.hidden = true;
  place.after(made);
  const show = (projects) => {
    made.hidden = !projects;
    place.hidden = projects;
    one.setAttribute("aria-pressed", String(!projects));
    other.setAttribute("aria-pressed", String(projects));
  };
  const one = button(choice.dataset.rule, () => show(false));
  const other = button(choice.dataset.project, () => show(true));
  const all = button(choice.dataset.unfold, () => {
    const folded = document.querySelector("details:not([open])") !== null;
    for (const each of document.querySelectorAll("details")) each.open = folded;
    all.textContent = folded ? choice.dataset.fold : choice.dataset.unfold;
  });
  choice.append(choice.dataset.arrange, one, other, all);
  choice.hidden = false;
  show(false);
}

// A link to a rule unfolds what is said of it.
function unfold() {
  const named = location.hash && document.getElementById(location.hash.slice(1));
  if (named && named.localName === "details") named.open = true;
}

if (place.querySelector("table")) offerChoice();
for (const table of document.querySelectorAll("table.findings")) sortable(table);
addEventListener("hashchange", unfold);
unfold();
