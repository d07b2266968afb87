/* Figures of versions, by what they measure. Only like is compared with like. */

const FLOOR = "baseline-train-floor";
const YARDSTICK = "baseline-pca-gaussian";

/** By this measure versions are ordered, and compared in the first place. */
const DISTANCE = "frechet-distance";
const RELATIVE = "relative-frechet-distance";

/** Measures that are called otherwise than by their own words. */
const NAMES = {
  [DISTANCE]: "Fréchet distance",
  [RELATIVE]: "relative distance",
  "nearest-training": "to nearest training picture",
};

/** In this order kinds of figures are told. */
const KINDS = ["DISTANCE", "SHARE", "SCORE", "RATIO", "GAIN", "UNKNOWN"];

/** What a figure measures, for people; one that does not say keeps its own name. */
export function nameOf(record) {
  return NAMES[record.measure] ?? (record.measure ? record.measure.replaceAll("-", " ") : record.metric);
}

/** One figure of each measure that any of the versions has: distances first, then by kind and name. */
export function measuresOf(versions) {
  const found = new Map();
  versions.forEach((entry) => entry.figures.forEach((record, measure) => found.set(measure, record)));
  const rank = (record) => [DISTANCE, RELATIVE].indexOf(record.measure) + 1 || 3 + KINDS.indexOf(record.kind);
  return [...found.values()].toSorted((a, b) => rank(a) - rank(b) || nameOf(a).localeCompare(nameOf(b)));
}

/**
 * The versions of a model that have a distance of the newest protocol (metric, reference revision, extractor), by images seen.
 *
 * @returns { versions: [{ version, imagesSeen, runId, all: [record], distance, relative, figures: measure to record }], others, protocol }
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
  return figures && newestFirst([...figures.values()]).find((record) => record.measure === DISTANCE);
}

/** A version may have been measured by several protocols. */
function newestFirst(records) {
  return records.toSorted((a, b) => b.revision - a.revision || String(b.at).localeCompare(String(a.at)));
}

function ofVersion(unsorted) {
  const records = newestFirst(unsorted);
  const distance = records.find((record) => record.measure === DISTANCE && Number.isFinite(record.value));
  const figures = new Map();
  records
    .filter((record) => Number.isFinite(record.value) && (record === distance || record.measure !== DISTANCE))
    .forEach((record) => figures.has(record.measure || record.metric) || figures.set(record.measure || record.metric, record));
  return {
    version: records[0]?.version ?? "",
    imagesSeen: distance?.imagesSeen ?? 0,
    runId: distance?.runId ?? null,
    all: records,
    distance,
    relative: figures.get(RELATIVE),
    figures,
  };
}

function comparable(a, b) {
  return a.metric === b.metric && a.datasetId === b.datasetId && a.revision === b.revision && a.extractorSha256 === b.extractorSha256;
}

function later(a, b) {
  return a.revision !== b.revision ? a.revision > b.revision : a.version > b.version;
}
