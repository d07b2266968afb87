/* A chart as SVG: axes, lines, points with error bars, reference lines, and a read-out by pointer or arrow keys. */

import { linear, logarithmic } from "./axes.js";
import { downsample } from "./curves.js";
import { h, s } from "./dom.js";
import { tick } from "./format.js";
import { createReadout } from "./readout.js";

const MARGIN = { top: 10, right: 12, bottom: 34, left: 50 };

/**
 * @param label what the chart shows, for those who do not see it
 * @param schedule draws in the next animation frame
 * @returns { element, show(content) }; content:
 *   x, y: { low, high, log, label }; lines: [{ points: [[x, y]], kind }]; marks: [{ x, y, low, high, kind }];
 *   references: [{ y, label, kind }]; stops: [{ x, y, title, rows: [{ name, value, kind }] }], sorted by x
 */
export function createPlot(label, schedule) {
  const svg = s("svg", { class: "plot-svg", "aria-hidden": "true" });
  const element = h("div", { class: "plot", role: "img", tabindex: "0", "aria-label": label });
  element.append(svg);
  const readout = createReadout(element, schedule);
  let content = null;
  let size = { width: 0, height: 0 };

  function draw() {
    if (content === null || size.width < 40 || size.height < 40) {
      svg.replaceChildren();
      readout.clear();
      return;
    }
    const scales = scalesOf(content, size);
    svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    svg.replaceChildren(
      axes(content, scales, size),
      ...content.references.map((reference) => referenceLine(reference, scales, size)),
      ...content.lines.map((line) => path(line, scales, size)),
      ...content.marks.map((mark) => markGroup(mark, scales)),
    );
    readout.update(
      content.stops.map((stop) => ({ ...stop, left: scales.x.at(stop.x), top: scales.y.at(stop.y) })),
      { top: MARGIN.top, bottom: size.height - MARGIN.bottom },
    );
  }

  new ResizeObserver(([entry]) => {
    size = { width: Math.floor(entry.contentRect.width), height: Math.floor(entry.contentRect.height) };
    schedule(draw);
  }).observe(element);

  return {
    element,
    show(next) {
      content = next;
      schedule(draw);
    },
  };
}

function scalesOf({ x, y }, { width, height }) {
  const scale = (axis, from, to) => (axis.log ? logarithmic : linear)(axis.low, axis.high, from, to);
  return {
    x: scale(x, MARGIN.left, width - MARGIN.right),
    y: scale(y, height - MARGIN.bottom, MARGIN.top),
  };
}

function axes({ x, y }, scales, { width, height }) {
  const right = width - MARGIN.right;
  const bottom = height - MARGIN.bottom;
  const group = s("g", { class: "axes" });
  for (const value of scales.y.ticks(Math.max(2, Math.floor((bottom - MARGIN.top) / 40)))) {
    const at = round(scales.y.at(value));
    group.append(
      s("line", { class: "grid", x1: MARGIN.left, x2: right, y1: at, y2: at }),
      s("text", { x: MARGIN.left - 6, y: at + 4, "text-anchor": "end", text: tick(value) }),
    );
  }
  for (const value of scales.x.ticks(Math.max(2, Math.floor((right - MARGIN.left) / 48)))) {
    group.append(s("text", { x: round(scales.x.at(value)), y: bottom + 15, "text-anchor": "middle", text: tick(value) }));
  }
  group.append(
    s("line", { class: "base", x1: MARGIN.left, x2: right, y1: bottom, y2: bottom }),
    s("text", { class: "axis-label", x: (MARGIN.left + right) / 2, y: height - 4, "text-anchor": "middle", text: x.label }),
    s("text", {
      class: "axis-label",
      transform: `translate(11 ${(MARGIN.top + bottom) / 2}) rotate(-90)`,
      "text-anchor": "middle",
      text: y.label,
    }),
  );
  return group;
}

function path({ points, kind }, scales, { width }) {
  const drawn = downsample(points, Math.max(50, width));
  const d = drawn.map(([x, y], index) => `${index ? "L" : "M"}${round(scales.x.at(x))} ${round(scales.y.at(y))}`);
  return s("path", { class: `line ${kind}`, d: d.join("") });
}

function markGroup({ x, y, low, high, kind }, scales) {
  const left = round(scales.x.at(x));
  const group = s("g", { class: `mark ${kind}` });
  if (Number.isFinite(low) && Number.isFinite(high)) {
    const ends = [round(scales.y.at(low)), round(scales.y.at(high))];
    group.append(
      s("line", { class: "bar", x1: left, x2: left, y1: ends[0], y2: ends[1] }),
      ...ends.map((end) => s("line", { class: "bar", x1: left - 4, x2: left + 4, y1: end, y2: end })),
    );
  }
  const top = round(scales.y.at(y));
  if (kind.includes("rolled-out")) {
    group.append(s("circle", { class: "ring", cx: left, cy: top, r: 7 }));
  }
  group.append(s("circle", { class: "dot", cx: left, cy: top, r: 2.6 }));
  return group;
}

function referenceLine({ y, label, kind }, scales, { width }) {
  const at = round(scales.y.at(y));
  return s(
    "g",
    { class: `reference ${kind}` },
    s("line", { x1: MARGIN.left, x2: width - MARGIN.right, y1: at, y2: at }),
    s("text", { x: width - MARGIN.right - 2, y: at - 4, "text-anchor": "end", text: label }),
  );
}

function round(value) {
  return Math.round(value * 10) / 10;
}
