// A headless Chromium, and reports opened in it.

import {existsSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {gunzipSync} from "node:zlib";

const {chromium} = await import("playwright-core").catch(() => ({}));
const chromium_path = process.env.CHROMIUM || "/usr/bin/chromium";

/** For test(): why it is not run; false where there is a browser. */
export const noBrowser = !existsSync(chromium_path) ? "no browser at " + chromium_path : !chromium ? "no playwright-core" : false;

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** {page, problems: [text]}: the report of a test's folder, once it is drawn; closed when the test `t` ends. */
export async function open(t, folder, {width = 1400, height = 900, dark = false, touch = false} = {}) {
  const profile = mkdtempSync(join(tmpdir(), "report-profile-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromium_path, headless: true, args: flags,
    viewport: {width, height}, colorScheme: dark ? "dark" : "light", hasTouch: touch,
  });
  t.after(async () => {
    await context.close();
    rmSync(profile, {recursive: true, force: true});
  });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) problems.push(message.text()); });
  page.on("pageerror", (error) => problems.push(String(error.stack)));
  page.on("request", (request) => { if (!/^(file|data|blob):/.test(request.url())) problems.push("request to " + request.url()); });
  await page.goto(pathToFileURL(join(folder, "report.html")).href);
  await page.waitForFunction(() => document.documentElement.dataset.ready === "yes", null, {timeout: 120000});
  await settle(page);
  return {page, problems};
}

/** Waits until what was asked for is drawn: two frames, and the charts' delay. */
export async function settle(page) {
  await page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 250)));
}

/** The messages that the bench recorded, one object each. */
export function recordedMessages(folder) {
  const text = gunzipSync(readFileSync(join(folder, "messages.jsonl.gz"))).toString();
  return text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

/** Arrows of a recorded message: one for each copy, one for a message still on its way. */
export function arrowsOf(message) {
  return Math.max(1, (message.took_us || []).length + (message.lost_us || []).length);
}
