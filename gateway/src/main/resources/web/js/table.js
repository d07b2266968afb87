/* The same figures as a table, for exact reading and for those who do not use charts. */

import { h, heading } from "./dom.js";
import { baselines, measured } from "./figures.js";
import { count, figure, withInterval } from "./format.js";

const ROWS = 30;
const COLUMNS = [
  ["Fréchet distance", "distance"],
  ["relative", "relative"],
  ["agreement", "agreement"],
  ["recall", "recall"],
  ["precision", "precision"],
  ["to nearest training picture", "neighbour"],
];

export function createTablePanel(host, store, selection) {
  const caption = h("caption");
  const body = h("tbody");
  const table = h(
    "table",
    {},
    caption,
    h("thead", {}, h("tr", {}, ...["Version", "Images seen", ...COLUMNS.map(([name]) => name)].map((text) => h("th", { scope: "col", text })))),
    body,
  );
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
    body.replaceChildren(
      ...newest.map((entry) => row(entry, entry.version, count(entry.imagesSeen), entry.version === stable)),
      ...[yardstick && row(yardstick, "yardstick: per-class PCA-Gaussian", "", false), floor && row(floor, "floor: real against real", "", false)].filter(Boolean),
    );
  };
}

function row(entry, name, images, stable) {
  return h(
    "tr",
    { class: stable ? "stable" : null },
    h("th", { scope: "row" }, h("span", { class: "version", text: name }), stable && h("span", { class: "badge", "data-state": "READY", text: "rolled out" })),
    h("td", { text: images }),
    ...COLUMNS.map(([, kind]) => h("td", { text: entry[kind] === undefined ? "–" : kind === "distance" ? withInterval(entry[kind]) : figure(entry[kind].value) })),
  );
}
