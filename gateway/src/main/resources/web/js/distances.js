/* How far each checkpoint's pictures are from real ones, with its interval, between the floor and the yardstick. */

import { extent } from "./axes.js";
import { empty, h, heading, setText } from "./dom.js";
import { baselines, measured, measuresOf, nameOf } from "./figures.js";
import { count, figure, withInterval } from "./format.js";
import { createPlot } from "./plot.js";

export function createDistancePanel(host, store, selection, schedule) {
  const summary = h("dl", { class: "facts summary" });
  const distance = createPlot("Fréchet distance of each checkpoint against training images seen. Arrow keys read out versions.", schedule);
  const shares = createPlot("Agreement, recall and other shares of each checkpoint against training images seen. Arrow keys read out versions.", schedule);
  const legend = h("ul", { class: "legend" });
  const charts = h("div", { class: "pair" }, distance.element, h("div", { class: "beside" }, legend, shares.element));
  const nothing = empty("");
  const key = h("span", { class: "key" }, h("span", { class: "ring-key", "aria-hidden": "true" }), "rolled out");
  host.append(heading("distances-title", "Distance from real pictures", key), summary, charts, nothing);

  return function draw() {
    const { model, run } = selection.current();
    const { versions, others, protocol } = measured(store.known.evaluations, model);
    const some = versions.length > 0;
    charts.hidden = summary.hidden = !some;
    key.hidden = !some;
    nothing.hidden = some;
    if (!some) {
      setText(nothing, waitingFor(store, model, run));
      distance.show(null);
      shares.show(null);
      return;
    }
    const rollout = store.known.rollouts.get(model);
    const lines = baselines(store.known.evaluations, protocol);
    distance.show(distanceContent(versions, lines, rollout));
    const series = sharesOf(versions);
    shares.show(shareContent(versions, series, rollout));
    legend.replaceChildren(...series.map(({ name, colour }) => h("li", { class: colour }, h("span", { class: "term", text: name }))));
    summary.replaceChildren(...summarise(versions, others, rollout).map(([term, value]) => h("div", {}, h("dt", { text: term }), h("dd", { text: value }))));
  };
}

function waitingFor(store, model, run) {
  if (model === null) {
    return "Every checkpoint is measured here on 2,000 of its pictures. Waiting for the first one, usually 20\u00a0s after ready.";
  }
  const published = store.known.checkpoints.values().some((checkpoint) => checkpoint.model === model);
  if (published) {
    return `The first checkpoint of ${model} is there; measuring 2,000 of its pictures, usually a few seconds.`;
  }
  return run?.state === "RUNNING" || run === null
    ? `Waiting for the first checkpoint of ${model}, usually 20\u00a0s after ready.`
    : `No checkpoint of ${model} has been measured: its run is ${run.state.toLowerCase()}.`;
}

function distanceContent(versions, { floor, yardstick }, rollout) {
  const references = [
    floor && { y: floor.distance.value, label: `floor: real against real (${figure(floor.distance.value)})`, kind: "floor" },
    yardstick && { y: yardstick.distance.value, label: `yardstick: PCA-Gaussian (${figure(yardstick.distance.value)})`, kind: "yardstick" },
  ].filter(Boolean);
  const values = references.map((reference) => reference.y);
  versions.forEach(({ distance }) => values.push(distance.value, distance.low, distance.high));
  return {
    x: imagesAxis(versions),
    y: { ...(extent(values, true) ?? { low: 0.1, high: 10 }), log: true, label: "Fréchet distance (log)" },
    lines: byRun(versions, (entry) => entry.distance.value).map((points) => ({ points, kind: "series-0 thin" })),
    marks: versions.map((entry) => ({
      x: entry.imagesSeen,
      ...pick(entry.distance),
      kind: `series-0${isStable(entry, rollout) ? " rolled-out" : ""}`,
    })),
    references,
    stops: versions.map((entry) => stop(entry, entry.distance.value, rollout)),
  };
}

/** A line each, in colours that the losses do not have. */
function sharesOf(versions) {
  return measuresOf(versions)
    .filter((record) => record.kind === "SHARE")
    .map((record, i) => ({ measure: record.measure, name: nameOf(record), colour: `series-${2 + (i % 6)}` }));
}

function shareContent(versions, series, rollout) {
  const marks = [];
  const lines = [];
  for (const { measure, colour } of series) {
    const having = versions.filter((entry) => entry.figures.has(measure));
    lines.push(...byRun(having, (entry) => entry.figures.get(measure).value).map((points) => ({ points, kind: `${colour} thin` })));
    having.forEach((entry) => marks.push({ x: entry.imagesSeen, y: entry.figures.get(measure).value, kind: colour }));
  }
  return {
    x: imagesAxis(versions),
    y: { low: 0, high: 1.03, label: "share" },
    lines,
    marks,
    references: [],
    stops: versions.map((entry) => stop(entry, entry.figures.get(series[0]?.measure)?.value ?? 0.5, rollout)),
  };
}

function imagesAxis(versions) {
  const range = extent(versions.map((entry) => entry.imagesSeen), false, 0.04);
  return { ...range, label: "training images seen" };
}

/** One line a run: a new run does not go on where another ended. */
function byRun(versions, value) {
  const runs = new Map();
  versions.forEach((entry) => runs.set(entry.runId, [...(runs.get(entry.runId) ?? []), [entry.imagesSeen, value(entry)]]));
  return [...runs.values()];
}

function pick({ value, low, high }) {
  return { y: value, low: low ?? NaN, high: high ?? NaN };
}

function isStable(entry, rollout) {
  return rollout?.stable === entry.version;
}

function stop(entry, y, rollout) {
  return {
    x: entry.imagesSeen,
    y,
    title: `${entry.version}${isStable(entry, rollout) ? " · rolled out" : ""}`,
    rows: [
      { name: "images seen", value: count(entry.imagesSeen) },
      ...entry.all.map((record) => ({ name: nameOf(record), value: withInterval(record) })),
      { name: "measured on", value: `${count(entry.distance.n)} against ${count(entry.distance.referenceN)}` },
      { name: "reference", value: `${entry.distance.datasetId} revision ${entry.distance.revision}` },
    ],
  };
}

function summarise(versions, others, rollout) {
  const stable = versions.find((entry) => isStable(entry, rollout));
  const shown = stable ?? versions.at(-1);
  return [
    [stable ? "rolled out" : "newest", withInterval(shown.distance)],
    ["relative", figure(shown.relative?.value)],
    ...["agreement", "recall"].filter((measure) => shown.figures.has(measure)).map((measure) => [measure, figure(shown.figures.get(measure).value)]),
    ...(shown.distance.againstTraining ? [["measured against", "its own training pictures"]] : []),
    ...(others > 0 ? [["of an earlier protocol, not shown", count(others)]] : []),
  ];
}
