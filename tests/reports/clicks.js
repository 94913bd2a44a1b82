// What the script of the findings page does: node clicks.js MODULES CHROMIUM PAGE FOLDER; prints JSON.
const fs = require("fs");
const path = require("path");
const [modules, executablePath, page, folder] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));
const axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");

async function main() {
  const userDataDir = fs.mkdtempSync(path.join(folder, "browser-"));
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  const browser = await puppeteer.launch({ executablePath, userDataDir, args });
  try {
    const tab = await browser.newPage();
    await tab.setBypassCSP(true);
    await tab.goto("file://" + page);
    process.stdout.write(JSON.stringify(await used(tab)));
  } finally {
    await browser.close();
  }
}

async function used(tab) {
  const seen = { plain: await rows(tab) };
  const head = "th[data-key=code] button";
  await tab.click(head);
  seen.up = await first(tab);
  await tab.click(head);
  seen.down = await first(tab);
  await tab.click("#choice button:last-child");
  seen.ruled = await rows(tab);
  await tab.evaluate(axe);
  seen.violations = await tab.evaluate(async () => (await axe.run()).violations.map((one) => one.id));
  await tab.click("#choice button");
  seen.again = await rows(tab);
  return seen;
}

function rows(tab) {
  return tab.evaluate(() => [...document.querySelectorAll("tbody tr")].filter((row) => row.offsetParent).length);
}

function first(tab) {
  return tab.evaluate(() => {
    const table = document.querySelector("table");
    return [table.querySelector("[aria-sort]").ariaSort, ...[...table.tBodies[0].rows].map((row) => row.dataset.code)];
  });
}

main();
