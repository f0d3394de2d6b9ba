import assert from "node:assert/strict";
import { test } from "node:test";
import { alertSpans, alertsAt } from "../../main/resources/io/moodstream/dashboard/page/assets/alert-marks.js";

const at = (minute) => Date.UTC(2026, 10, 30, 12, minute);
const alert = (start, end, more = {}) => ({
  name: "Many sad faces",
  camera: "hall",
  test: false,
  startedAt: new Date(at(start)).toISOString(),
  endedAt: end === null ? null : new Date(at(end)).toISOString(),
  ...more,
});

test("cuts alerts to the period and leaves out the others", () => {
  const spans = alertSpans([alert(25, 40), alert(0, 5), alert(5, 12), alert(15, 16), alert(11, 12, { test: true })], at(10), at(30));

  assert.deepEqual(
    spans.map(({ from, to }) => [from, to]),
    [
      [at(10), at(12)],
      [at(15), at(16)],
      [at(25), at(30)],
    ],
  );
});

test("lets an alert that is not over last until the end of the period", () => {
  const [span] = alertSpans([alert(20, null)], at(10), at(30));

  assert.equal(span.open, true);
  assert.deepEqual([span.from, span.to], [at(20), at(30)]);
});

test("finds the alerts at a time", () => {
  const spans = alertSpans([alert(12, 13), alert(20, 25)], at(10), at(30));

  assert.deepEqual(alertsAt(spans, at(22), 0), [spans[1]]);
  assert.deepEqual(alertsAt(spans, at(14), 60_000), [spans[0]]);
  assert.deepEqual(alertsAt(spans, at(17), 60_000), []);
});
