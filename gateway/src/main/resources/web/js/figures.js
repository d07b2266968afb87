/* Figures of versions, by what they measure. Only like is compared with like. */

const FLOOR = "baseline-train-floor";
const YARDSTICK = "baseline-pca-gaussian";

/** What a metric's name says that it measures. */
export const KINDS = {
  relative: (name) => /^fi?d-.*-relative$/.test(name),
  distance: (name) => /^fi?d-/.test(name) && !name.endsWith("-relative"),
  agreement: (name) => name.startsWith("agreement-"),
  recall: (name) => name.startsWith("recall-"),
  precision: (name) => name.startsWith("precision-"),
  neighbour: (name) => name.startsWith("nn-train-"),
};

const NAMES = {
  relative: "relative distance",
  distance: "Fréchet distance",
  agreement: "agreement",
  recall: "recall",
  precision: "precision",
  neighbour: "to nearest training picture",
};

/** A metric's name for people; a metric that the page does not know keeps its own. */
export function nameOf(metric) {
  const kind = Object.keys(KINDS).find((candidate) => KINDS[candidate](metric));
  return NAMES[kind] ?? metric;
}

/**
 * The versions of a model that have a distance of the newest protocol (metric, reference revision, extractor), by images seen.
 *
 * @returns { versions: [{ version, imagesSeen, runId, all: [record], distance, relative, agreement, … }], others, protocol }
 */
export function measured(evaluations, model) {
  const versions = (evaluations.get(model)?.values() ?? [])
    .map((figures) => ofVersion([...figures.values()]))
    .filter((entry) => entry.distance !== undefined);
  if (versions.length === 0) {
    return { versions: [], others: 0, protocol: null };
  }
  const protocol = versions.reduce((newest, entry) => (later(entry.distance, newest) ? entry.distance : newest), versions[0].distance);
  const alike = versions.filter((entry) => comparable(entry.distance, protocol));
  alike.sort((a, b) => a.imagesSeen - b.imagesSeen || a.version.localeCompare(b.version));
  return { versions: alike, others: versions.length - alike.length, protocol };
}

/** The floor and the yardstick under the same protocol: { floor, yardstick }, either undefined. */
export function baselines(evaluations, protocol) {
  const find = (model) =>
    (evaluations.get(model)?.values() ?? [])
      .map((figures) => ofVersion([...figures.values()]))
      .find((entry) => entry.distance !== undefined && comparable(entry.distance, protocol));
  return { floor: find(FLOOR), yardstick: find(YARDSTICK) };
}

export function distanceOf(evaluations, model, version) {
  const figures = evaluations.get(model)?.get(version);
  return figures && newestFirst([...figures.values()]).find((record) => KINDS.distance(record.metric));
}

/** A version may have been measured by several protocols. */
function newestFirst(records) {
  return records.toSorted((a, b) => b.revision - a.revision || String(b.at).localeCompare(String(a.at)));
}

function ofVersion(unsorted) {
  const records = newestFirst(unsorted);
  const entry = { version: records[0]?.version ?? "", imagesSeen: 0, runId: null, all: records };
  for (const [kind, fits] of Object.entries(KINDS)) {
    entry[kind] = records.find((record) => fits(record.metric) && Number.isFinite(record.value));
  }
  if (entry.distance !== undefined) {
    entry.imagesSeen = entry.distance.imagesSeen;
    entry.runId = entry.distance.runId;
  }
  return entry;
}

function comparable(a, b) {
  return a.metric === b.metric && a.datasetId === b.datasetId && a.revision === b.revision && a.extractorSha256 === b.extractorSha256;
}

function later(a, b) {
  return a.revision !== b.revision ? a.revision > b.revision : a.version > b.version;
}
