// Opens pages of a report and pictures in a headless Chromium and tells what is wrong with them.
//
//   node tests/tools/browser.mjs '{"pages": [{"path": "report.html", "texts": ["shown as text"]}],
//     "pictures": ["chart.svg"], "controls": ["faulty.html"], "shots": "folder"}'
//
// Everything is looked at on a machine that has Inter and on one that lacks it. Prints one JSON object:
// `faults`, how much was looked at, and what is wrong with each of the controls, which are made to be
// wrong. With `shots`, pictures of every page in every width and colour, its PDF, and pictures of the
// pictures without Inter are written there, to be looked at. The libraries are those that tests/run
// installs.

import fs from "node:fs";
import os from "node:os";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { boxes } from "./boxes.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(path.join(root, "target/test-tools/node/package.json"));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [360, 768, 1440];
const SCHEMES = ["light", "dark"];
// A4 without its margins, at 96 CSS pixels an inch.
const PAPER = 680;
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
// What shows which typeface a browser has: Inter and its stand-ins differ in it by many pixels.
const PROBE = "Infrastructure Attack 2011 $391M";

const { pages, pictures, controls, shots } = JSON.parse(process.argv[2]);
const seen = { pages: 0, rules: 0, charts: 0, tables: 0, sorted: 0, sheets: 0, pictures: 0, boxes: 0, words: 0 };
const faults = [];

function program() {
  const names = ["chromium", "chromium-browser"];
  const folders = process.env.PATH.split(path.delimiter);
  const found = folders.flatMap((it) => names.map((name) => path.join(it, name))).find((it) => fs.existsSync(it));
  if (!found) throw new Error("there is no chromium on the PATH: tests/run installs it");
  return found;
}

/// Opens a page in a window of its own, hands it to `look`, and tells what it did that it must not,
/// such as asking for more than its own address or those given.
async function open(browser, address, options, look, addresses = [address]) {
  const file = fileURLToPath(address);
  const name = path.join(path.basename(path.dirname(file)), path.basename(file));
  const about = `${name} ${browser.about} ${JSON.stringify(options)}`;
  const fault = (text) => faults.push(`${about}: ${text}`);
  const context = await browser.newContext({ ...options, deviceScaleFactor: shots ? 2 : 1 });
  context.on("request", (it) => {
    const allowed = addresses.includes(it.url()) || it.url().startsWith("data:");
    if (!allowed) fault(`asks for ${it.url()}`);
  });
  const page = await context.newPage();
  page.on("console", (it) => fault(`says on the console: ${it.text()}`));
  page.on("pageerror", (it) => fault(`its script fails: ${it}`));
  page.on("dialog", (it) => { fault(`opens a dialog: ${it.message()}`); it.dismiss(); });
  page.on("popup", () => fault("opens a window"));
  await page.goto(address);
  await look(page, fault);
  await context.close();
}

/// Elements and attributes that a page of ours never has, so that they come from a report.
async function foreign(page, fault, texts) {
  const found = await page.evaluate(() => {
    const never = "img, iframe, object, embed, form, input, video, audio, base, svg a, svg image, foreignObject";
    const found = [...document.querySelectorAll(never)].map((it) => it.outerHTML.slice(0, 80));
    const counts = { script: 1, style: 1, link: 1 };
    for (const [name, count] of Object.entries(counts)) {
      const there = document.querySelectorAll(name).length;
      if (there !== count) found.push(`${there} elements ${name}`);
    }
    const ids = new Set();
    for (const it of document.querySelectorAll("*")) {
      for (const { name } of it.attributes) if (name.startsWith("on")) found.push(`attribute ${name}`);
      if (it.id && ids.has(it.id)) found.push(`a second element with the id ${it.id}`);
      ids.add(it.id);
    }
    for (const it of document.querySelectorAll("a")) {
      const harmless = ["http:", "https:", "mailto:", "file:"].includes(it.protocol);
      if (!harmless) found.push(`a link to ${it.href}`);
      const inside = it.getAttribute("href").startsWith("#") ? it.hash.slice(1) : null;
      if (inside !== null && !document.getElementById(inside)) found.push(`a link to nothing: ${it.hash}`);
    }
    return found;
  });
  found.forEach((it) => fault(`has what no page of ours has: ${it}`));
  const shown = await page.evaluate(() => document.body.textContent);
  for (const text of texts) if (!shown.includes(text)) fault(`does not show ${JSON.stringify(text)} as text`);
}

/// What the rules of axe find, with everything unfolded.
async function accessibility(page, fault) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((it) => { it.open = true; }));
  await page.evaluate(axe);
  const result = await page.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values }, resultTypes: ["violations"] }), RULES);
  seen.rules += result.passes.length;
  for (const rule of result.violations) {
    fault(`axe: ${rule.id}: ${rule.help}: ${rule.nodes.map((it) => `${it.html.slice(0, 120)} ${it.failureSummary}`).join(" | ")}`);
  }
}

/// Whether everything has its place: nothing runs off the page, and every letter can be read.
async function layout(page, fault, width) {
  const found = await page.evaluate((width) => {
    const found = [];
    const runs = document.scrollingElement.scrollWidth - window.innerWidth;
    if (runs > 0) {
      const wide = [...document.querySelectorAll("body *")].filter((it) => !it.closest("div.table") && it.getBoundingClientRect().right > width + 1);
      found.push(`the page scrolls sideways by ${runs}: ${wide.slice(0, 3).map((it) => it.outerHTML.slice(0, 80))}`);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement;
      const isShown = texts.currentNode.data.trim() && parent.checkVisibility() && !parent.closest("svg, script");
      const size = parseFloat(getComputedStyle(parent).fontSize);
      // Letters of fixed width are larger than others of the same size.
      const least = width < 640 ? (parent.closest("code") ? 14 : 16) : 13;
      if (isShown && size < least) found.push(`${size} px: ${texts.currentNode.data.slice(0, 40)}`);
    }
    for (const figure of document.querySelectorAll("figure")) {
      const shown = [...figure.querySelectorAll("svg")].filter((it) => it.checkVisibility());
      if (shown.length !== 1) { found.push(`${shown.length} pictures of one chart are shown`); continue; }
      const [svg] = shown;
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      const sizes = [...svg.querySelectorAll("text")].map((it) => parseFloat(it.getAttribute("font-size")) * scale);
      if (Math.min(...sizes) < 11.9) found.push(`letters of ${Math.min(...sizes)} px in ${svg.querySelector("title").textContent}`);
      if (![...svg.querySelectorAll("title, desc")].every((it) => it.textContent.trim())) found.push("a picture without words");
    }
    return found;
  }, width);
  found.forEach((it) => fault(it));
  seen.charts += await page.locator("figure").count();
}

/// Whether all words have their places: the boxes of texts in the page and its pictures.
async function places(page, fault) {
  const found = await page.evaluate(boxes);
  found.faults.forEach((it) => fault(it));
  seen.boxes += found.boxes;
  seen.words += found.words;
}

/// A double click on a text of a picture selects a word of it.
async function selection(page, fault) {
  const texts = page.locator("svg:visible text");
  if (await texts.count() === 0) return;
  await texts.first().scrollIntoViewIfNeeded();
  await texts.first().dblclick();
  const selected = await page.evaluate(() => getSelection().toString().trim());
  const text = await texts.first().textContent();
  if (!selected || !text.includes(selected)) fault(`the text ${text.trim()} of a picture cannot be selected`);
}

/// The texts and the sort keys of a table's column, row by row.
const column = (table, position) => ({
  rows: [...table.tBodies[0].rows].map((row) => row.textContent),
  keys: [...table.tBodies[0].rows].map((row) => row.cells[position].dataset.order ?? row.cells[position].textContent.trim()),
  state: [...table.tHead.rows[0].cells].map((head) => head.getAttribute("aria-sort")),
  isNumber: table.tHead.rows[0].cells[position].classList.contains("n"),
  last: table.rows[table.rows.length - 1].textContent,
});

/// Whether the keys of a column are in order, exactly, with the empty ones last.
function inOrder(keys, direction) {
  const filled = keys.filter((it) => it !== "");
  if (keys.slice(0, filled.length).includes("")) return false;
  const exact = (text) => {
    const [units, places = ""] = text.replace("-", "").split(".");
    return BigInt(text.startsWith("-") ? -1 : 1) * BigInt(units + places.padEnd(6, "0"));
  };
  const areNumbers = filled.every((it) => /^-?\d+(\.\d+)?$/.test(it));
  const words = new Intl.Collator("en", { numeric: true });
  const compare = areNumbers ? (one, other) => (exact(one) < exact(other) ? -1 : exact(one) > exact(other) ? 1 : 0) : words.compare;
  return filled.every((it, at) => at === 0 || direction * compare(filled[at - 1], it) <= 0);
}

/// Sorts every table by every column. The first one by mouse and by key, as a reader does; of the
/// others the buttons are pressed by a script, which takes less time.
async function sorting(page, fault) {
  for (const [at, table] of (await page.locator("table[data-sortable]").all()).entries()) {
    const caption = await table.locator("caption").textContent();
    const hasTotal = await table.locator("tfoot").count() > 0;
    const heads = await table.locator("thead th").count();
    for (let position = 0; position < heads; position += 1) {
      const [before, ...after] = at === 0
        ? await sortedByHand(page, table, position)
        : await table.evaluate((it, [position, column]) => {
          const read = Function(`return ${column}`)();
          const states = [read(it, position)];
          for (let press = 0; press < 3; press += 1) {
            it.tHead.rows[0].cells[position].querySelector("button").click();
            states.push(read(it, position));
          }
          return states;
        }, [position, String(column)]);
      const orders = before.isNumber ? ["descending", "ascending"] : ["ascending", "descending"];
      for (const [press, order] of [...orders, null].entries()) {
        const { rows, keys, state, last } = after[press];
        const told = (text) => fault(`${caption}, column ${position + 1}, ${order ?? "restored"}: ${text}`);
        if (state.some((it, at) => it !== (at === position ? order : null))) told(`heads say ${state}`);
        if (order && !inOrder(keys, order === "ascending" ? 1 : -1)) told(`not in order: ${keys}`);
        if (!order && rows.join("\n") !== before.rows.join("\n")) told("other rows than before");
        if ([...rows].sort().join("\n") !== [...before.rows].sort().join("\n")) told("rows are lost");
        if (hasTotal && last !== before.last) told("the total is not last");
        seen.sorted += 1;
      }
    }
  }
}

/// The states of a column before and after each of three presses: of the first column by key.
async function sortedByHand(page, table, position) {
  const button = table.locator("thead th").nth(position).locator("button");
  const states = [await table.evaluate(column, position)];
  for (const key of ["Enter", "Space", "Enter"]) {
    if (position === 0) {
      await button.focus();
      await page.keyboard.press(key);
    } else {
      await button.click();
    }
    states.push(await table.evaluate(column, position));
  }
  return states;
}

/// On paper nothing is cut off, nothing is folded, and the colours are light.
async function paper(page, fault, name) {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setViewportSize({ width: PAPER, height: 1000 });
  const found = await page.evaluate((width) => {
    const found = [];
    for (const it of document.querySelectorAll("div.table")) {
      const table = it.querySelector("table");
      const runs = Math.max(it.scrollWidth, table.getBoundingClientRect().width) - it.clientWidth;
      if (runs > 1) found.push(`runs off the paper by ${runs}: ${it.querySelector("caption").textContent}`);
      if (!table.rows[1].checkVisibility({ contentVisibilityAuto: true })) found.push("a table is folded on paper");
    }
    if (document.scrollingElement.scrollWidth > width) found.push("the page is wider than the paper");
    if (getComputedStyle(document.body).backgroundColor !== "rgb(255, 255, 255)") found.push("dark on paper");
    for (const it of document.querySelectorAll("nav, .skip")) if (it.checkVisibility()) found.push(`${it.className} on paper`);
    return found;
  }, PAPER);
  found.forEach((it) => fault(it));
  const pdf = await page.pdf({ format: "A4", path: shots && path.join(shots, `${name}.pdf`) });
  const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  if (!pdf.subarray(0, 5).equals(Buffer.from("%PDF-")) || sheets === 0) fault("its PDF has no page");
  seen.sheets += sheets;
}

async function shoot(page, name) {
  if (!shots) return;
  fs.mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true, caret: "initial", scale: "css" });
}

/// A picture that is opened by itself has no page for Playwright to take a picture of.
async function shootPicture(page, name) {
  if (!shots) return;
  fs.mkdirSync(shots, { recursive: true });
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "png" });
  fs.writeFileSync(path.join(shots, `${name}.png`), data, "base64");
}

/// What is looked at of a page, each in a window of its own.
function checks({ path: file, texts = [] }, { without, having }) {
  const address = pathToFileURL(path.resolve(file)).href;
  const name = `${path.basename(path.dirname(file))}-${path.basename(file, ".html")}`;
  const tasks = [];
  let tables = null;
  seen.pages += 1;
  for (const width of WIDTHS) {
    for (const colorScheme of shots ? SCHEMES : [width === 1440 ? "dark" : "light"]) {
      const viewport = { width, height: 900 };
      tasks.push(() => open(without, address, { viewport, colorScheme }, async (page, fault) => {
        await shoot(page, `${name}-${width}-${colorScheme}`);
        await layout(page, fault, width);
        await places(page, fault);
        if (width !== 768) await accessibility(page, fault);
      }));
    }
    tasks.push(() => open(having, address, { viewport: { width, height: 900 } }, places));
  }
  tasks.push(() => open(without, address, { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" }, async (page, fault) => {
    await foreign(page, fault, texts);
    const moves = await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
    if (moves !== "auto") fault("moves, though the reader does not want it");
    await selection(page, fault);
    await sorting(page, fault);
    tables = await page.locator("table").count();
    seen.tables += tables;
    await open(without, address, { javaScriptEnabled: false }, async (page, fault) => {
      if (await page.locator("table").count() !== tables) fault("has other tables without its script");
      if (await page.locator("button").count() > 0) fault("has buttons without its script");
      await foreign(page, fault, texts);
    });
  }));
  tasks.push(() => open(without, address, {}, (page, fault) => paper(page, fault, name)));
  return tasks;
}

/// Pictures that are opened by themselves, one after the other in one window.
async function album(browser) {
  if (pictures.length === 0) return;
  const addresses = pictures.map((it) => pathToFileURL(path.resolve(it)).href);
  await open(browser, addresses[0], { viewport: { width: 1920, height: 1080 } }, async (page) => {
    for (const [at, address] of addresses.entries()) {
      if (at > 0) await page.goto(address);
      const folder = path.basename(path.resolve(pictures[at], "../.."));
      const name = `${folder}-${path.basename(pictures[at], ".svg")}`;
      await places(page, (text) => faults.push(`picture ${name} ${browser.about}: ${text}`));
      if (browser === browsers.without) await shootPicture(page, `picture-${name}`);
      seen.pictures += 1;
    }
  }, addresses);
}

/// A browser on a machine whose only typefaces are those of the system, but for Inter, and those in
/// this folder.
async function start(about, fonts) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lossbook-fonts-"));
  const folders = ["/usr/share/fonts", "/usr/local/share/fonts", ...fonts];
  const config = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
    ${folders.map((it) => `<dir>${it}</dir>`).join("")}<cachedir>${folder}</cachedir>
    ${fonts.length ? "" : "<selectfont><rejectfont><pattern><patelt name=\"family\"><string>Inter</string></patelt></pattern></rejectfont></selectfont>"}
    </fontconfig>`;
  const file = path.join(folder, "fonts.conf");
  fs.writeFileSync(file, config);
  const env = { ...process.env, FONTCONFIG_FILE: file };
  const browser = await chromium.launch({ executablePath: program(), args: FLAGS, env });
  browser.about = about;
  browser.folder = folder;
  return browser;
}

/// How wide the probe is in Inter, in a page and in an empty one.
async function probe(browser, address) {
  const widths = [];
  for (const where of ["about:blank", ...(address ? [address] : [])]) {
    const page = await browser.newPage();
    await page.goto(where);
    widths.push(await page.evaluate(async (text) => {
      await document.fonts.ready;
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = "700 100px Inter, sans-serif";
      return pen.measureText(text).width;
    }, PROBE));
    await page.close();
  }
  return widths;
}

/// That the two browsers are what they are said to be, and that a page brings its letters with it.
async function typefaces({ without, having }) {
  const address = pages[0] && pathToFileURL(path.resolve(pages[0].path)).href;
  const [plain, inPage] = await probe(without, address);
  const [installed] = await probe(having);
  if (Math.abs(plain - installed) < 20) faults.push("both browsers have the same typeface: nothing is shown about machines without Inter");
  if (address && Math.abs(inPage - installed) > 10) faults.push(`the page shows its probe ${inPage} wide, and Inter ${installed}: it does not bring its letters`);
}

/// Runs tasks, as many at a time as there are processors.
async function run(tasks) {
  const next = tasks.values();
  const worker = async () => { for (const task of next) await task(); };
  await Promise.all(Array.from({ length: Math.max(2, os.availableParallelism()) }, worker));
}

const browsers = {
  without: await start("without Inter", []),
  having: await start("with Inter", [path.join(root, "src/charts/layout/fonts")]),
};
const found = [];
try {
  await typefaces(browsers);
  const opened = [browsers.without, browsers.having].map((it) => () => album(it));
  await run([...opened, ...pages.flatMap((it) => checks(it, browsers))]);
  for (const it of controls) {
    const page = await browsers.without.newPage();
    await page.goto(pathToFileURL(path.resolve(it)).href);
    found.push((await page.evaluate(boxes)).faults);
  }
} finally {
  for (const it of Object.values(browsers)) {
    await it.close();
    fs.rmSync(it.folder, { recursive: true });
  }
}
process.stdout.write(`${JSON.stringify({ ...seen, faults: faults.sort(), controls: found }, null, 1)}\n`);
