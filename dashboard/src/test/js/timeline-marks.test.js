import assert from "node:assert/strict";
import test from "node:test";
import { hourInWords } from "../../main/resources/io/moodstream/dashboard/page/assets/hour.js";
import { marksInWords, spans } from "../../main/resources/io/moodstream/dashboard/page/assets/timeline-marks.js";

const withheld = { frames: 9, skipped: 1, coverage: 0.9, suppressed: true, final: true };
const open = { ...withheld, final: false };
const few = { frames: 1, skipped: 9, coverage: 0.1, suppressed: false, final: true };

test("neighbouring windows of one kind are one span", () => {
  const windows = [[0, withheld], [10, withheld], [20, few], [40, few]];

  assert.deepEqual(spans(windows, 10), [
    { kind: "withheld", from: 0, to: 20 },
    { kind: "hatched", from: 20, to: 30 },
    { kind: "hatched", from: 40, to: 50 },
  ]);
});

test("a window that is still open is not marked as withheld", () => {
  assert.deepEqual(spans([[0, withheld], [10, open]], 10), [{ kind: "withheld", from: 0, to: 10 }]);
  assert.equal(marksInWords([[0, open]], 3), "");
  assert.equal(marksInWords([[0, withheld]], 3), "; 1 window withheld: fewer than 3 people");
});

test("an hour that is still open is withheld so far", () => {
  assert.equal(hourInWords(open, 3), "This hour: so far withheld: fewer than 3 people");
  assert.equal(hourInWords(withheld, 3), "This hour: withheld: fewer than 3 people");
});
