// The page's axis and folded time, and its numbers, without a browser.

import assert from "node:assert/strict";
import {test} from "node:test";
import {Fold, foldOf} from "../page/fold.js";
import {View} from "../page/view.js";
import {scaleOf, GUTTER, RIGHT} from "../page/layout.js";
import {ticks} from "../page/ticks.js";
import {parseJson, jsonText, integer} from "../page/exact.js";

const widths = [320, 390, 480, 600, 768, 1024, 1280, 1440, 1920, 2560];
const spans = [50, 700, 3.3e3, 2.5e4, 4.1e5, 1e6, 5.2e6, 2.5e7, 1.4e8, 3.6e9];  // microseconds
const fold = new Fold([{t0: 1e6, t1: 11e6, room: 3e4}, {t0: 11.2e6, t1: 15e6, room: 3e4}]);

for (const [name, each] of [["true", undefined], ["folded", fold]])
  for (const width of widths)
    test("the axis of " + name + " time, " + width + " pixels wide, says for each mark the time that it stands at", () => {
      for (const span of spans)
        for (const begin of [0, 0.123456 * span, -0.3 * span, 10312500]) {
          const view = new View(-1e10, 1e10, begin, begin + span, each), scale = scaleOf(view, {width});
          const marks = ticks(view, scale), told = JSON.stringify([span, begin, marks]);
          for (const {time, text} of marks) {
            assert.match(text, /^-?\d+(\.\d+)? s$/);
            assert.ok(Math.abs(1e6 * parseFloat(text) - time) < 1e-3 + 1e-12 * Math.abs(time), "the text is the time: " + told);
            assert.ok(scale.x(time) > GUTTER - 1 && scale.x(time) < width - RIGHT + 1, "it is in view: " + told);
          }
          assert.equal(new Set(marks.map((mark) => mark.text)).size, marks.length, "no text twice: " + told);
          const steps = marks.slice(1).map((mark, i) => scale.x(mark.time) - scale.x(marks[i].time));
          assert.ok(steps.every((step) => step > 80), "marks leave room for their texts: " + told);
          if (!each && width > 600) assert.ok(marks.length >= 2, "there are marks: " + told);
        }
    });

test("marks are at 1, 2 or 5 times a power of ten", () => {
  const view = new View(0, 13e6, 0, 13e6);
  assert.deepEqual(ticks(view, scaleOf(view, {width: 700})).map((mark) => mark.text), ["0 s", "2 s", "4 s", "6 s", "8 s", "10 s", "12 s"]);
});

/** A run of operations [begin, end] and messages [sent, arrived]. */
function runOf(ops, messages, end) {
  return {end, faults: [], ops: ops.map(([t0, t1]) => ({t0, t1, open: false})),
    messages: {count: messages.length, t0: messages.map(([t0]) => t0), t1: messages.map(([, t1]) => t1)}};
}

test("a long wait takes no more room than a part of what happens", () => {
  const run = runOf([[0, 120], [10312500, 10312600]], [[0, 40], [60, 120], [10312500, 10312540], [10312550, 10312600]], 10312600);
  const folded = foldOf(run);
  assert.equal(folded.gaps.length, 1);
  assert.deepEqual([folded.gaps[0].t0, folded.gaps[0].t1], [120, 10312500]);
  assert.ok(folded.place(run.end) < 500, "half of the room and more is for the 220 us of messages");
});

test("time is not folded while a message is on its way", () => {
  assert.equal(foldOf(runOf([[0, 120], [10000000, 10000100]], [[60, 10000050]], 10000100)).gaps.length, 0);
});

test("places and times are each other's reverse, and keep the order", () => {
  let last = -Infinity;
  for (let time = -1e6; time < 2e7; time += 12345.5) {
    const place = fold.place(time);
    assert.ok(place > last);
    assert.ok(Math.abs(fold.time(place) - time) < 1e-3);
    last = place;
  }
});

test("the view keeps its times when time is folded or not", () => {
  const view = new View(0, 2e7, 5e5, 1.6e7, fold);
  const folded = view.span;
  view.toggleFold();
  assert.ok(Math.abs(view.t0 - 5e5) < 1 && Math.abs(view.t1 - 1.6e7) < 1);
  assert.ok(folded < view.span);
  view.toggleFold();
  assert.ok(Math.abs(view.span - folded) < 1);
});

test("integers beyond 2^53 are read, compared and written as they are", () => {
  const text = '{"a":[9007199254740993,-12345678901234567890,1,2.5,1e300,0.12345678901234567],"9007199254740993":"9007199254740993 \\"12345678901234567890\\""}';
  const value = parseJson(text);
  assert.equal(value.a[0], 9007199254740993n);
  assert.equal(value.a[0], integer("9007199254740993"));
  assert.equal(value.a[2], 1);
  assert.equal(jsonText(value.a.slice(0, 4)), "[9007199254740993,-12345678901234567890,1,2.5]");
  assert.equal(jsonText({"9007199254740993": value["9007199254740993"]}), '{"9007199254740993":"9007199254740993 \\"12345678901234567890\\""}');
  assert.equal(integer("17"), 17);
});
