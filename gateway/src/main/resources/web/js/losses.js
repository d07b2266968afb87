/* The loss curves of the current run: every term as measured, and smoothed on top of it. */

import { extent } from "./axes.js";
import { smooth } from "./curves.js";
import { empty, h, heading, setText } from "./dom.js";
import { count, figure } from "./format.js";
import { createPlot } from "./plot.js";

const COLOURS = 8;
const SMOOTH_SHARE = 60;

export function createLossPanel(host, selection, schedule) {
  const legend = h("ul", { class: "legend" });
  const log = h("input", { type: "checkbox", id: "losses-log", on: { change: () => schedule(draw) } });
  const plot = createPlot("Loss terms against training images seen. Arrow keys read out points.", schedule);
  const nothing = empty("");
  host.append(
    heading("losses-title", "Losses", h("label", { class: "switch", for: "losses-log" }, log, " log")),
    legend,
    plot.element,
    nothing,
  );

  function draw() {
    const { run, curve } = selection.current();
    const points = curve?.points() ?? [];
    const terms = termsOf(points);
    const drawable = points.length >= 2 && terms.length > 0;
    plot.element.hidden = legend.hidden = !drawable;
    nothing.hidden = drawable;
    if (!drawable) {
      setText(nothing, run === null
        ? "Curves appear as soon as a run takes its first steps."
        : "Waiting for the first two points of this run; one comes about every second.");
      plot.show(null);
      return;
    }
    const content = contentOf(points, terms, log.checked);
    plot.show(content);
    drawLegend(legend, terms, curve.last);
  }

  return draw;
}

function termsOf(points) {
  const names = new Set();
  points.forEach((point) => Object.keys(point.losses ?? {}).forEach((name) => names.add(name)));
  return [...names].sort();
}

function contentOf(points, terms, log) {
  const lines = [];
  const values = [];
  terms.forEach((term, index) => {
    const line = points.filter((point) => Number.isFinite(point.losses[term])).map((point) => [point.imagesSeen, point.losses[term]]);
    line.forEach(([, y]) => values.push(y));
    const kind = `series-${index % COLOURS}`;
    lines.push({ points: line, kind: `${kind} raw` }, { points: smooth(line, Math.floor(line.length / SMOOTH_SHARE)), kind });
  });
  const y = extent(values, log) ?? { low: 0, high: 1 };
  return {
    x: { low: points[0].imagesSeen, high: points.at(-1).imagesSeen, label: "training images seen" },
    y: { ...y, log, label: log ? "loss (log)" : "loss" },
    lines,
    marks: [],
    references: [],
    stops: points.map((point) => stop(point, terms, y)),
  };
}

function stop(point, terms, y) {
  return {
    x: point.imagesSeen,
    y: y.low,
    title: `${count(point.imagesSeen)} images · step ${count(point.step)}`,
    rows: terms.map((term, index) => ({ name: term, value: figure(point.losses[term] ?? NaN), kind: `series-${index % COLOURS}` })),
  };
}

function drawLegend(legend, terms, last) {
  legend.replaceChildren(
    ...terms.map((term, index) =>
      h("li", { class: `series-${index % COLOURS}` }, h("span", { class: "term", text: term }), " ", h("b", { text: figure(last.losses[term] ?? NaN) })),
    ),
  );
}
