// What a browser makes of a page: it is asked and answers as opened.js says.
const path = require("path");
const { answer, axe } = require("./opened.js");

async function look(browser, page, folder, isJudged) {
  const address = "file://" + page;
  const seen = { requests: [], complaints: [], overflow: {}, broken: [] };
  if (isJudged) seen.violations = [];
  const tab = await browser.newPage();
  tab.on("request", (request) => seen.requests.push(request.url()));
  tab.on("console", (message) => seen.complaints.push(message.text()));
  tab.on("pageerror", (error) => seen.complaints.push(String(error)));
  for (const width of [360, 1280]) {
    await tab.setViewport({ width, height: 900 });
    await tab.goto(address);
    seen.overflow[width] = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (isJudged) seen.violations.push(...(await judged(browser, address, width)));
    seen.broken.push(...(await tab.evaluate(brokenNumbers)));
  }
  seen.text = await tab.evaluate(() => document.body.innerText);
  seen.lost = await tab.evaluate(() =>
    [...document.querySelectorAll("a")].filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1)))).length,
  );
  seen.lowest = await tab.evaluate(() => {
    const blanks = [...document.querySelectorAll("td:empty")];
    return Math.min(...blanks.map((cell) => cell.getBoundingClientRect().height));
  });
  seen.cut = await tab.evaluate(() => {
    const left = (element) => element.getBoundingClientRect().left;
    return [...document.querySelectorAll(".scroll > table")].filter((one) => left(one) < left(one.parentNode)).length;
  });
  await tab.pdf({ path: path.join(folder, "print.pdf"), preferCSSPageSize: true, printBackground: true });
  seen.requests = [...new Set(seen.requests)].filter((url) => url !== address && !url.startsWith("data:"));
  return seen;
}

// Numbers seen to go on on another line.
function brokenNumbers() {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement.closest(".hidden")) continue;
    for (const number of text.data.matchAll(/[0-9][0-9.,]*[0-9]/g)) {
      const range = document.createRange();
      range.setStart(text, number.index);
      range.setEnd(text, number.index + number[0].length);
      // Where a line is broken before it, a rectangle without width stands at the end of that line.
      const tops = [...range.getClientRects()].filter((one) => one.width > 0).map((one) => one.top);
      if (new Set(tops).size > 1) found.push(number[0]);
    }
  }
  return found;
}

// axe needs to run its own script, which the page's policy forbids; so it gets a tab without policy.
async function judged(browser, address, width) {
  const tab = await browser.newPage();
  await tab.setViewport({ width, height: 900 });
  await tab.setBypassCSP(true);
  await tab.goto(address);
  await tab.evaluate(axe);
  const found = await tab.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  await tab.close();
  return found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes[0].html.slice(0, 200)}`);
}

answer(look);
