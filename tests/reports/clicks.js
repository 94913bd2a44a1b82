// What the script of the findings page does: it is asked and answers as opened.js says.
const { answer, axe } = require("../html/opened.js");

async function look(browser, page) {
  const tab = await browser.newPage();
  await tab.setBypassCSP(true);
  await tab.goto("file://" + page);
  return used(tab);
}

async function used(tab) {
  const seen = { folded: await rows(tab) };
  const head = "th[data-key=code] button";
  await tab.click(head);
  seen.up = await first(tab);
  await tab.click(head);
  seen.down = await first(tab);
  await tab.click("#choice button:last-child");
  seen.unfolded = await rows(tab);
  await tab.click("#choice button:nth-of-type(2)");
  seen.heads = await tab.evaluate(() => [...document.querySelectorAll("#by-project :is(h2, h3)")].map((one) => one.textContent));
  seen.by_project = await tab.evaluate(() => document.querySelectorAll("#by-project tbody tr").length);
  await tab.evaluate(axe);
  seen.violations = await tab.evaluate(async () => (await axe.run()).violations.map((one) => one.id));
  await tab.click("#choice button");
  seen.again = await rows(tab);
  return seen;
}

function rows(tab) {
  return tab.evaluate(() => [...document.querySelectorAll("tbody tr")].filter((row) => row.checkVisibility()).length);
}

function first(tab) {
  return tab.evaluate(() => {
    const table = document.querySelector("table");
    return [table.querySelector("[aria-sort]").ariaSort, ...[...table.tBodies[0].rows].map((row) => row.dataset.code)];
  });
}

answer(look);
