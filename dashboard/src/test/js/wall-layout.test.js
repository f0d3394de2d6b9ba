import assert from "node:assert/strict";
import test from "node:test";
import { LEAST_WIDTH, grid, troubleFirst } from "../../main/resources/io/moodstream/dashboard/page/assets/wall-layout.js";

test("24 cameras fit a screen of 1920 x 1080 without scrolling", () => {
  const { columns, rows, scrolls } = grid(24, 1904, 1000);

  assert.equal(scrolls, false);
  assert.ok(columns * rows >= 24);
  assert.ok(1904 / columns > 300, `${columns} columns`);
});

test("every camera has a place, on every screen", () => {
  for (let count = 0; count <= 80; count++) {
    for (const [width, height] of [[374, 700], [820, 1100], [1904, 1000], [3840, 2000]]) {
      const { columns, rows, scrolls } = grid(count, width, height);
      assert.ok(columns * rows >= count, `${count} on ${width} x ${height}`);
      assert.ok(scrolls || (width - 6 * (columns - 1)) / columns >= LEAST_WIDTH);
    }
  }
});

test("one camera fills the screen", () => {
  assert.deepEqual(grid(1, 1904, 1000), { columns: 1, rows: 1, scrolls: false });
});

test("many cameras on a phone scroll, and can be read", () => {
  const { columns, scrolls } = grid(24, 374, 700);

  assert.equal(scrolls, true);
  assert.ok(374 / columns >= LEAST_WIDTH);
});

test("cameras in trouble come first, the others by name", () => {
  const list = [
    { id: "cam10", state: "live" },
    { id: "cam2", state: "live" },
    { id: "hall", state: "overloaded" },
    { id: "door", state: "lost" },
    { id: "desk", state: "stale" },
  ];

  assert.deepEqual(
    troubleFirst(list).map(({ id }) => id),
    ["door", "desk", "hall", "cam2", "cam10"],
  );
  assert.equal(list[0].id, "cam10", "the list itself stays as it is");
});
