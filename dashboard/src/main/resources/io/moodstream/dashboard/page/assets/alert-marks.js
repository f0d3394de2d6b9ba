// Alerts on the chart of the history page.

/** An alert that is shorter is still seen, pixels. */
const LEAST_WIDTH = 3;
const BAR_HEIGHT = 5;

/**
 * What of the alerts lies in a period: [{ from, to, name, camera, open }], ms, by their start. A test is not an alert; one
 * that is not over lasts until the end of the period.
 */
export function alertSpans(alerts, from, to) {
  return alerts
    .filter(({ test }) => !test)
    .map(({ name, camera, startedAt, endedAt }) => ({
      name,
      camera,
      open: endedAt === null,
      from: Math.max(from, Date.parse(startedAt)),
      to: Math.min(to, endedAt === null ? to : Date.parse(endedAt)),
    }))
    .filter((span) => span.from <= span.to && span.to >= from && span.from <= to)
    .sort((a, b) => a.from - b.from);
}

/** Those at a time, give or take some ms. */
export const alertsAt = (spans, time, tolerance) =>
  spans.filter(({ from, to }) => from - tolerance <= time && time <= to + tolerance);

/** A plugin for Chart.js; spans() gives what is to be marked. */
export function alertMarks(spans) {
  return {
    id: "alertMarks",
    beforeDatasetsDraw({ ctx: pen, chartArea: area, scales }) {
      pen.save();
      pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--bad").trim();
      for (const { from, to } of spans()) {
        const left = Math.max(area.left, scales.x.getPixelForValue(from));
        const width = Math.max(LEAST_WIDTH, Math.min(area.right, scales.x.getPixelForValue(to)) - left);
        pen.globalAlpha = 0.1;
        pen.fillRect(left, area.top, width, area.bottom - area.top);
        pen.globalAlpha = 1;
        pen.fillRect(left, area.bottom - BAR_HEIGHT, width, BAR_HEIGHT);
      }
      pen.restore();
    },
  };
}
