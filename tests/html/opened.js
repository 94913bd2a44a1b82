// One browser for many pages: node SCRIPT MODULES CHROMIUM. Each line of its input is [PAGE, FOLDER, IS_JUDGED] as
// JSON, and each line of its output what the script finds out about that page; it ends with its input.
const fs = require("fs");
const os = require("os");
const path = require("path");
const readline = require("readline");
const [modules, executablePath] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
const still = ["--disable-background-networking", "--disable-component-update"];

exports.axe = fs.readFileSync(path.join(modules, "axe-core", "axe.min.js"), "utf8");

exports.answer = async (look) => {
  const userDataDir = fs.mkdtempSync(path.join(os.tmpdir(), "browser-"));
  const browser = await puppeteer.launch({ executablePath, userDataDir, args: [...quiet, ...still] });
  try {
    for await (const line of readline.createInterface({ input: process.stdin })) {
      const context = await browser.createBrowserContext();
      process.stdout.write(JSON.stringify(await look(context, ...JSON.parse(line))) + "\n");
      await context.close();
    }
  } finally {
    await browser.close();
    fs.rmSync(userDataDir, { recursive: true, force: true });
  }
};
