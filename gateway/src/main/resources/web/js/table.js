/* The same figures as a table, for exact reading and for those who do not use charts. */

import { h, heading } from "./dom.js";
import { baselines, measured, measuresOf, nameOf } from "./figures.js";
import { count, figure, withInterval } from "./format.js";

const ROWS = 30;

export function createTablePanel(host, store, selection) {
  const caption = h("caption");
  const body = h("tbody");
  const heads = h("tr");
  const table = h("table", {}, caption, h("thead", {}, heads), body);
  host.append(heading("figures-title", "All figures"), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "figures-title" }, table));

  return function draw() {
    const { model } = selection.current();
    const { versions, protocol } = measured(store.known.evaluations, model);
    host.hidden = versions.length === 0;
    if (versions.length === 0) {
      return;
    }
    const stable = store.known.rollouts.get(model)?.stable;
    const { floor, yardstick } = baselines(store.known.evaluations, protocol);
    const newest = versions.slice(-ROWS).reverse();
    caption.textContent = `${model}: ${protocol.metric}, ${count(protocol.n)} generated against ${count(protocol.referenceN)} of ${protocol.datasetId} revision ${protocol.revision}`
      + (versions.length > ROWS ? `; the last ${ROWS} of ${versions.length} versions` : "");
    const columns = measuresOf(versions);
    heads.replaceChildren(...["Version", "Images seen", ...columns.map(nameOf)].map((text) => h("th", { scope: "col", text })));
    const row = (...of) => rowOf(columns, ...of);
    body.replaceChildren(
      ...newest.map((entry) => row(entry, entry.version, count(entry.imagesSeen), entry.version === stable)),
      ...[yardstick && row(yardstick, "yardstick: per-class PCA-Gaussian", "", false), floor && row(floor, "floor: real against real", "", false)].filter(Boolean),
    );
  };
}

function rowOf(columns, entry, name, images, stable) {
  return h(
    "tr",
    { class: stable ? "stable" : null },
    h("th", { scope: "row" }, h("span", { class: "version", text: name }), stable && h("span", { class: "badge", "data-state": "READY", text: "rolled out" })),
    h("td", { text: images }),
    ...columns.map(({ measure, metric }) => {
      const record = entry.figures.get(measure || metric);
      return h("td", { text: record === undefined ? "–" : record === entry.distance ? withInterval(record) : figure(record.value) });
    }),
  );
}
