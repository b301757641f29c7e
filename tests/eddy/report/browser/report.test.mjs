// Opens the reports that scripts/test_report.sh made (REPORTS: a folder with a folder for each run) and
// uses them as a person would.

import assert from "node:assert/strict";
import {mkdirSync, readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {open, settle, recordedMessages, arrowsOf, noBrowser} from "./browser.mjs";

const reports = process.env.REPORTS, screenshots = process.env.SCREENSHOTS;
const folderOf = (name) => join(reports, name);
const resultsOf = (name) => JSON.parse(readFileSync(join(folderOf(name), "results.json"), "utf8"));

const limits = {timeout: 300000, skip: noBrowser};  // a browser that hangs; a busy machine is slow

async function picture(page, name) {
  if (!screenshots) return;
  mkdirSync(screenshots, {recursive: true});
  await page.screenshot({path: join(screenshots, name + ".png"), fullPage: true});
}

for (const name of readdirSync(reports).sort()) {
  if (name !== "long-integers") test(name + ": loads without errors, with an arrow for each recorded message, and its findings lead somewhere", limits, async (t) => {
    const {page, problems} = await open(t, folderOf(name));
    const recorded = recordedMessages(folderOf(name)), {valid} = resultsOf(name);
    const wanted = recorded.reduce((sum, message) => sum + arrowsOf(message), 0);
    assert.equal(await page.evaluate(() => eddyReport.run.messages.count), wanted);
    assert.equal(await page.textContent(".badge"), valid === true ? "\u2713 valid" : valid === false ? "\u2717 invalid" : "? unknown");
    await picture(page, name);
    const findings = await page.locator(".causes .cause").count();
    if (valid !== true) assert.ok(findings > 0, "an invalid run tells why");
    for (let i = 0; i < Math.min(3, findings); ++i) {
      const state = await showFinding(page, i);
      if (state.general) continue;
      assert.ok(state.ops + state.rows > 0, "finding " + i + " is shown in the diagram: " + state.text);
      assert.ok(state.inView > 0, "finding " + i + " is in view: " + state.text);
      if (i === 0) await picture(page, name + "-finding");
    }
    assert.deepEqual(problems, []);
  });
}

/** Clicks a finding; what is lit then. Some are about the run as a whole and have no place. */
async function showFinding(page, number) {
  await page.evaluate((i) => document.querySelector(`.cause[data-finding="${i}"]`).click(), number);
  await settle(page);
  return page.evaluate((i) => {
    const {findings, scene, view, run} = eddyReport, {part, kind, text} = findings[i], followed = scene.followed;
    const general = ["availability", "stats", "liveness", "exceptions"].includes(part) || ["final-read", "nothing-stable"].includes(kind);
    const ops = followed ? [...followed.ops] : [];
    return {general, text, ops: ops.length, rows: followed ? followed.rows.size : 0, inView: ops.filter((id) => run.ops[id].t1 >= view.t0 && run.ops[id].t0 <= view.t1).length};
  }, number);
}

test("a broadcast run with faults", limits, async (t) => {
  const folder = folderOf("broadcast-valid");
  const {page, problems} = await open(t, folder);
  const state = (f) => page.evaluate(f);
  const reset = async () => {
    await state(() => { eddyReport.actions.clear(); eddyReport.scene.resetFilters(); eddyReport.view.showAll(); });
    await settle(page);
  };

  await t.test("draws each message of a short stretch as one arrow", async () => {
    await reset();
    await state(() => eddyReport.view.set(3e6, 3.2e6));
    await settle(page);
    const [t0, t1] = await state(() => [eddyReport.view.t0, eddyReport.view.t1]);
    const wanted = recordedMessages(folder).flatMap((message) => {
      const ways = [...(message.took_us || []), ...(message.lost_us || [])];
      return (ways.length ? ways : [0]).map((us) => [message.sent_us, message.sent_us + us]);
    }).filter(([begin, end]) => begin <= t1 && end >= t0).length;
    assert.ok(wanted > 3, "there is something in view");
    assert.match(await page.textContent(".density"), new RegExp("^" + wanted + " messages? in view"));
  });

  await t.test("a click on an arrow shows its message and follows what it carries", async () => {
    await reset();
    const point = await state(() => {
      const {run, view, diagram} = eddyReport, m = run.messages;
      let row = 0;
      while (m.t0[row] < 1e6 || m.group[row] !== 0 || m.types[m.type[row]] !== "broadcast") ++row;
      view.set(m.t0[row] - 2000, m.t0[row] + 2000);
      const {layout, canvas} = diagram, box = canvas.getBoundingClientRect(), pixels = (layout.width - 84 - 10) / view.span;
      const x = 84 + (view.place((m.t0[row] + m.t1[row]) / 2) - view.p0) * pixels, y = (layout.lanes[m.src[row]].middle + layout.lanes[m.dest[row]].middle) / 2;
      return {row, x: box.left + x + scrollX, y: box.top + y + scrollY};
    });
    await settle(page);
    await page.mouse.click(point.x, point.y);
    await settle(page);
    assert.equal(await state(() => eddyReport.scene.selected && eddyReport.scene.selected.row), point.row);
    assert.match(await page.textContent("#panel"), /"type": ?"broadcast"/);
    assert.equal(await state(() => eddyReport.scene.followed.term.kind), "value");
  });

  await t.test("a searched value lights every node that got it", async () => {
    await reset();
    await page.fill("#search", "3");
    await page.press("#search", "Enter");
    await settle(page);
    const nodes = await state(() => eddyReport.scene.followed.holders.map((holder) => holder.node).sort().join());
    assert.equal(nodes, "n0,n1,n2,n3,n4");
    assert.match(await page.textContent(".following"), /Following value 3/);
  });

  await t.test("filters hide and show messages and lanes", async () => {
    await reset();
    const shown = () => state(() => eddyReport.scene.shown.reduce((a, b) => a + b, 0));
    const all = await shown();
    await page.click(".filters summary");
    await page.click('.menu input[data-name="replicate"]');
    const replicates = recordedMessages(folder).filter((each) => each.message.body.type === "replicate").reduce((sum, each) => sum + arrowsOf(each), 0);
    assert.ok(replicates > 0);
    assert.equal(await shown(), all - replicates);
    await page.click('.menu input[data-name="replicate"]');
    await page.click('.menu .lanes button:has-text("n2")');
    const touching = recordedMessages(folder).filter(({message}) => message.src === "n2" || message.dest === "n2").reduce((sum, each) => sum + arrowsOf(each), 0);
    assert.equal(await shown(), touching);
    await page.click(".filters summary");
  });

  await t.test("keys zoom, move, step and end", async () => {
    await reset();
    await page.focus("#diagram");
    const span = () => state(() => eddyReport.view.span);
    const whole = await span();
    await page.keyboard.press("w");
    assert.ok(await span() < whole);
    const begin = await state(() => eddyReport.view.t0);
    await page.keyboard.press("ArrowRight");
    assert.ok(await state(() => eddyReport.view.t0) > begin);
    await page.keyboard.press("ArrowDown");
    assert.ok(await state(() => eddyReport.scene.selected !== null));
    await page.keyboard.press("Enter");
    assert.ok(await state(() => eddyReport.scene.followed !== null));
    await page.keyboard.press("Escape");
    assert.equal(await state(() => eddyReport.scene.followed), null);
    await page.keyboard.press("0");
    assert.equal(await span(), whole);
  });

  await t.test("Ctrl and the wheel zoom, the wheel alone scrolls the page", async () => {
    await reset();
    const box = await page.locator("#diagram").boundingBox();
    await page.mouse.move(box.x + 400, box.y + 100);
    const before = await state(() => eddyReport.view.span);
    await page.mouse.wheel(0, 120);
    await settle(page);
    assert.equal(await state(() => eddyReport.view.span), before);
    await page.evaluate(() => scrollTo(0, 0));
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -120);
    await page.keyboard.up("Control");
    await settle(page);
    assert.ok(await state(() => eddyReport.view.span) < before);
  });

  await t.test("what befell the nodes is in the diagram: partitions with their sides, pauses", async () => {
    const faults = await state(() => eddyReport.run.faults.map((fault) => [fault.kind, fault.name, fault.nodes.size]));
    assert.ok(faults.some(([kind, , hit]) => kind === "partition" && hit > 0));
    assert.ok(faults.some(([kind, name]) => kind === "pause" && /^paused n\d/.test(name)));
  });

  await t.test("charts follow the diagram's zoom", async () => {
    await reset();
    await state(() => eddyReport.view.set(2e6, 4e6));
    await page.locator(".plots .uplot").first().scrollIntoViewIfNeeded();
    await settle(page);
    await settle(page);
    assert.ok(await page.locator(".plots .uplot").count() >= 5);
    const labels = await page.evaluate(() => eddyReport.view.t0);
    assert.equal(labels, 2e6);
  });

  assert.deepEqual(problems, []);
});

test("a transaction cycle is drawn as a graph, with its operations and reasons", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("txn-rw-register-invalid"));
  const number = await page.evaluate(() => eddyReport.findings.findIndex((finding) => finding.cycle));
  assert.ok(number >= 0);
  await showFinding(page, number);
  const steps = await page.evaluate((i) => eddyReport.findings[i].cycle.steps.length, number);
  assert.equal(await page.locator("#pictures .txn").count(), steps);
  assert.equal(await page.locator("#pictures .edge").count(), steps);
  assert.match(await page.locator("#pictures .edge").first().textContent(), /T1 .*T2/);
  assert.deepEqual(problems, []);
});

test("a kafka finding shows the offsets of its key, and who saw them", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("kafka-invalid"));
  await showFinding(page, 0);
  assert.ok(await page.locator("#pictures .strip td").count() > 0);
  assert.deepEqual(problems, []);
});

test("operations without an order: one order of those before, and the one that has no place", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("lin-kv-invalid"));
  const failed = resultsOf("lin-kv-invalid").workload.keys.find(({valid}) => valid === false);
  const number = await page.evaluate((op) => eddyReport.findings.findIndex((finding) => finding.operations.includes(op)), failed.op);
  await showFinding(page, number);
  const steps = failed.order.slice(-14);
  assert.ok(steps.length > 1);
  assert.equal(await page.locator("#pictures .order .bar").count(), steps.length + 1);
  assert.equal(await page.locator("#pictures .order .bar.stuck").count(), 1);
  assert.deepEqual(await page.locator("#pictures .held-value").allTextContents(), steps.map(([, held]) => String(held)));
  // Each takes effect behind the one before, while its bar lasts.
  const points = await page.locator("#pictures .point").evaluateAll((all) => all.map((point) => ({x: Number(point.getAttribute("cx")), y: Number(point.getAttribute("cy"))})));
  const bars = await page.locator("#pictures .bar rect").evaluateAll((all) => all.map((bar) => ["x", "y", "width", "height"].map((name) => Number(bar.getAttribute(name)))));
  points.forEach(({x, y}, i) => {
    assert.ok(i === 0 || x > points[i - 1].x);
    assert.ok(bars.some(([left, top, width, height]) => left < x && x < left + width && top < y && y < top + height), "point " + i + " is on a bar");
  });
  await page.locator("#pictures .bar.stuck").click();
  await settle(page);
  assert.equal(await page.evaluate(() => eddyReport.run.ops[eddyReport.scene.selected.op].endIndex), failed.op);
  assert.match(await page.textContent("#panel h3"), /^(read|write|cas) \d+( \u2192 |: | = )/);
  assert.deepEqual(problems, []);
});

test("what a workload says of itself is what the page offers", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("g-set-invalid"));
  assert.equal(await page.getAttribute("#search", "placeholder"), "Follow a value, as 17");
  await page.fill("#search", "3");
  await page.press("#search", "Enter");
  await settle(page);
  assert.deepEqual(await page.evaluate(() => eddyReport.scene.followed.term), {kind: "value", value: 3});
  assert.ok(await page.locator(".plots figcaption", {hasText: "Stable latency"}).count() > 0);
  assert.deepEqual(problems, []);
});

test("a lost broadcast value shows the nodes that never had it", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("broadcast-invalid"));
  await showFinding(page, 0);
  assert.match(await page.textContent("#pictures"), /never/);
  assert.match(await page.textContent("#panel"), /Never: n\d/);
  assert.deepEqual(problems, []);
});

for (const [name, look] of [["phone", {width: 390, height: 800, touch: true}], ["dark", {dark: true}]])
  test("fits and loads: " + name, limits, async (t) => {
    const {page, problems} = await open(t, folderOf("broadcast-valid"), look);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling");
    await picture(page, "broadcast-valid-" + name);
    assert.deepEqual(problems, []);
  });

test("a short run with a long wait opens with each message readable; the button shows true time", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("broadcast-smallest"));
  const arrows = () => page.evaluate(() => {
    const {run, view, diagram} = eddyReport, m = run.messages, pixels = (diagram.layout.width - 84 - 10) / view.span;
    return Array.from(m.t0, (t0, row) => Math.round(pixels * (view.place(m.t1[row]) - view.place(t0)))).filter((_, row) => m.t0[row] >= 0);
  });
  const folded = await arrows();
  assert.ok(folded.length > 2);
  for (const pixels of folded) assert.ok(pixels > 10, "an arrow's width in pixels: " + folded);
  await page.click(".toolbar .fold");
  await settle(page);
  assert.equal(await page.textContent(".toolbar .fold"), "Folded time");
  for (const pixels of await arrows()) assert.ok(pixels <= 1);
  await page.focus("#diagram");
  await page.keyboard.press("t");
  assert.equal(await page.textContent(".toolbar .fold"), "True time");
  assert.deepEqual(await arrows(), folded);
  assert.deepEqual(problems, []);
});

test("diagram, small picture and charts fold the same time, and the charts' marks are the diagram's", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("broadcast-smallest"));
  await page.locator(".plots .uplot").first().scrollIntoViewIfNeeded();
  await settle(page);
  const gap = await page.evaluate(() => {
    const {view, diagram, minimap} = eddyReport, [gap] = view.gaps();
    const share = (view.place(gap.t1) - view.place(gap.t0)) / (view.place(view.max) - view.place(view.min));
    const small = (minimap.x(gap.t1) - minimap.x(gap.t0)) / (minimap.width - 94);
    return {length: gap.t1 - gap.t0, share, small};
  });
  assert.ok(gap.length > 9e6, "ten seconds of waiting: " + gap.length);
  assert.ok(gap.share < 0.5);
  assert.ok(Math.abs(gap.share - gap.small) < 1e-6);
  assert.deepEqual(problems, []);
});

test("the first line says who lacks the value and why, with the evidence below", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("broadcast-smallest"));
  assert.match(await page.locator(".why").first().textContent(), /First: n\d never got 0, which n\d acknowledged at 0\.000\d s: nobody sent it to n\d\.$/);
  assert.match(await page.locator(".evidence").first().textContent(), /had it from 0\.000\d s on/);
  assert.deepEqual(problems, []);
});

test("nodes that differ in the end: which key, who holds what, who wrote it, what never came", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("txn-rw-register-differs"));
  assert.match(await page.locator(".causes").textContent(), /the nodes differ\. key \d+: n0 holds \S+, n1 holds \S+/);
  assert.match(await page.locator(".evidence").first().textContent(), /was written at n\d by c\d+ at [\d.]+ s; n\d does not hold it: nobody sent it to n\d/);
  assert.deepEqual(problems, []);
});

test("a shrunk failure stands beside the nearest run that passes, and their first difference is marked in both", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("broadcast-smallest"));
  await picture(page, "broadcast-smallest-beside");
  assert.equal(await page.locator(".comparison canvas").count(), 2);
  assert.match(await page.locator(".comparison figcaption").nth(0).textContent(), /invalid/);
  assert.match(await page.locator(".comparison figcaption").nth(1).textContent(), /\u2713 valid/);
  const [a, b] = await page.evaluate(() => eddyReport.difference.first);
  const told = await page.locator(".differs").allTextContents();
  assert.notEqual(a && a.key, b && b.key);
  assert.ok(a && told[0].includes(a.text));
  assert.ok(!b || told[1].includes(b.text));
  const marks = await page.evaluate(() => eddyReport.sides.map(({scene}) => scene.mark));
  assert.equal(marks[0], a.time);
  assert.ok(marks[1] !== null);
  const canvas = page.locator(".comparison canvas").first(), span = () => page.evaluate(() => eddyReport.sides[0].scene.view.span);
  const whole = await span();
  await canvas.focus();
  await page.keyboard.press("+");
  assert.ok(await span() < whole);
  assert.deepEqual(problems, []);
});

test("a run beside itself has no difference", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("broadcast-twice"));
  assert.match(await page.textContent(".comparison"), /In both the same happened/);
  assert.deepEqual(problems, []);
});

test("integers beyond 2^53 are shown as they were sent", limits, async (t) => {
  const {page, problems} = await open(t, folderOf("long-integers"));
  await page.click("details.operations summary");
  await settle(page);
  assert.match(await page.textContent("details.operations"), /9007199254740993/);
  assert.doesNotMatch(await page.content(), /9007199254740992/);
  await page.fill("#search", "9007199254740993");
  await page.press("#search", "Enter");
  await settle(page);
  assert.ok(await page.evaluate(() => eddyReport.scene.followed.ops.size) > 0);
  assert.deepEqual(problems, []);
});

test("a long run stays small on disk and cheap to draw", limits, async (t) => {
  const folder = folderOf("kafka-valid");
  assert.ok(statSync(join(folder, "report.html")).size < 5e6);
  const {page, problems} = await open(t, folder);
  const counts = await page.evaluate(() => {
    const {diagram, scene, view} = eddyReport, drawn = [];
    for (const share of [1, 0.3, 0.1, 0.01]) {
      view.set(view.home[0], view.home[0] + share * (view.home[1] - view.home[0]));
      const scale = (diagram.layout.width - 94) / view.span;
      drawn.push(diagram.arrows.choose(scene, {factor: scale}).count);
    }
    return {drawn, all: eddyReport.run.messages.count};
  });
  assert.ok(counts.all > 10000);
  for (const count of counts.drawn) assert.ok(count <= 4000, "lines in a frame: " + count);
  assert.deepEqual(problems, []);
});

test("a long read shows what history.jsonl says that it told", limits, async (t) => {
  const folder = folderOf("broadcast-long-reads");
  const told = readFileSync(join(folder, "history.jsonl"), "utf8").trim().split("\n")
      .map((line) => JSON.parse(line)).filter((op) => op.type === "ok" && op.f === "read");
  const {page, problems} = await open(t, folder);
  const shown = await page.evaluate(() => eddyReport.run.ops.filter((op) => op.type === "ok" && op.f === "read")
      .map((op) => ({index: op.endIndex, value: op.answered, shared: op.part !== null})));
  assert.ok(shown.filter((op) => op.shared).length > 100);
  assert.deepEqual(new Map(shown.map((op) => [op.index, op.value])), new Map(told.map((op) => [op.index, op.value])));
  assert.deepEqual(problems, []);
});
