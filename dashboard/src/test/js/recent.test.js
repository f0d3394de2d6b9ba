import assert from "node:assert/strict";
import { test } from "node:test";
import { EXPRESSIONS } from "../../main/resources/io/moodstream/dashboard/page/assets/expressions.js";
import { Recent } from "../../main/resources/io/moodstream/dashboard/page/assets/recent.js";

const face = (expression) => ({
  probabilities: Object.fromEntries(EXPRESSIONS.map((one) => [one, one === expression ? 1 : 0])),
});

test("there are no shares without faces", () => {
  const recent = new Recent();

  recent.add({ faces: [] }, 1_000);

  assert.equal(recent.count(1_000), 1);
  assert.equal(recent.shares(1_000), null);
});

test("shares are means over faces, not over frames", () => {
  const recent = new Recent();

  recent.add({ faces: [face("happy"), face("happy"), face("sad")] }, 1_000);
  recent.add({ faces: [face("sad")] }, 2_000);

  assert.equal(recent.shares(2_000).happy, 0.5);
  assert.equal(recent.shares(2_000).sad, 0.5);
  assert.equal(recent.shares(2_000).fear, 0);
});

test("frames are forgotten after five seconds", () => {
  const recent = new Recent();
  recent.add({ faces: [face("happy")] }, 1_000);
  recent.add({ faces: [face("sad")] }, 4_000);

  assert.equal(recent.shares(6_001).sad, 1);
  assert.equal(recent.count(6_001), 1);
  assert.equal(recent.shares(9_001), null);
});
