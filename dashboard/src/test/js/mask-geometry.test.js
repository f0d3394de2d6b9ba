import assert from "node:assert/strict";
import { test } from "node:test";
import { idOf } from "../../main/resources/io/moodstream/dashboard/page/assets/id-of-name.js";
import { corner, fromPercent, inWords, isNear, rectangle } from "../../main/resources/io/moodstream/dashboard/page/assets/mask-geometry.js";

test("a rectangle is the same from any corner, inside the picture", () => {
  const expected = [[0.1, 0.2], [1, 0.2], [1, 0.7], [0.1, 0.7]];

  assert.deepEqual(rectangle([0.1, 0.2], [1.4, 0.7]), expected);
  assert.deepEqual(rectangle([1.4, 0.7], [0.1, 0.2]), expected);
});

test("a slip of the hand is not a rectangle", () => {
  assert.equal(rectangle([0.5, 0.5], [0.505, 0.9]), null);
});

test("a mask in percent ends at the edge of the picture", () => {
  assert.deepEqual(fromPercent(90, 0, 20, 100), [[0.9, 0], [1, 0], [1, 1], [0.9, 1]]);
  assert.equal(fromPercent(100, 0, 20, 100), null);
});

test("corners have four digits and lie within the picture", () => {
  assert.deepEqual(corner(1 / 3, -0.2), [0.3333, 0]);
});

test("a click near a corner means it, by the shape of the picture", () => {
  assert.equal(isNear([0.5, 0.5], [0.52, 0.5], 16 / 9), true);
  assert.equal(isNear([0.5, 0.5], [0.5, 0.54], 16 / 9), true);
  assert.equal(isNear([0.5, 0.5], [0.53, 0.5], 16 / 9), false);
});

test("masks are counted in words", () => {
  assert.deepEqual([0, 1, 2].map(inWords), ["No mask", "1 mask", "2 masks"]);
});

test("an id is made of a name", () => {
  assert.deepEqual(["Große Halle", "  Tür 1 ", "大厅"].map(idOf), ["Grosse-Halle", "Tur-1", ""]);
});
