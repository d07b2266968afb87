/* Everything that the page knows, by topic. Panels read it; only the stream writes it. */

import { BoundedMap, ThinnedSeries } from "./collections.js";

const LIMITS = { runs: 100, curvePoints: 1_500, models: 50, previews: 60, versions: 500, checkpoints: 2_000, statuses: 500, decisions: 300 };

export const TOPICS = [
  "runs",
  "training-progress",
  "previews",
  "checkpoints",
  "evaluations",
  "model-rollouts",
  "rollout-decisions",
  "serving-status",
  "dataset-updates",
];

export function createStore() {
  let known = emptyKnowledge();
  let coming = null;
  const listeners = new Set();

  function notify(topic) {
    listeners.forEach((listener) => listener(topic));
  }

  return {
    /** The present knowledge: replaced as a whole after a reconnection, so never keep it. */
    get known() {
      return known;
    },

    subscribe(listener) {
      listeners.add(listener);
    },

    /** After a reconnection the old picture stays until the new one is complete. */
    startHistory(first) {
      coming = emptyKnowledge();
      if (first) {
        known = coming;
      }
    },

    endHistory() {
      known = coming ?? known;
      coming = null;
      TOPICS.forEach(notify);
    },

    accept(frame) {
      const keep = KEEPERS[frame.topic];
      if (keep) {
        keep(coming ?? known, frame.key, frame.value);
        if (coming === null || coming === known) {
          notify(frame.topic);
        }
      }
    },
  };
}

function emptyKnowledge() {
  return {
    runs: new BoundedMap(LIMITS.runs),
    curves: new BoundedMap(LIMITS.runs),
    previews: new BoundedMap(LIMITS.models),
    checkpoints: new BoundedMap(LIMITS.checkpoints),
    evaluations: new BoundedMap(LIMITS.models),
    rollouts: new BoundedMap(LIMITS.models),
    decisions: new BoundedMap(LIMITS.decisions),
    serving: new BoundedMap(LIMITS.statuses),
    datasets: new BoundedMap(LIMITS.models),
  };
}

const KEEPERS = {
  "runs": byKey("runs"),
  "checkpoints": byKey("checkpoints"),
  "model-rollouts": byKey("rollouts"),
  "rollout-decisions": byKey("decisions"),
  "serving-status": byKey("serving"),
  "dataset-updates": byKey("datasets"),
  "training-progress": keepProgress,
  "previews": keepPreview,
  "evaluations": keepEvaluation,
};

function byKey(collection) {
  return (known, key, value) => {
    if (value === null) {
      known[collection].delete(key);
    } else {
      known[collection].set(key, value);
    }
  };
}

function keepProgress(known, key, value) {
  if (value === null) {
    known.curves.delete(key);
    return;
  }
  const curve = known.curves.getOrCreate(value.runId, () => new ThinnedSeries(LIMITS.curvePoints));
  curve.dropWhile((point) => point.imagesSeen >= value.imagesSeen);
  curve.push(value);
}

function keepPreview(known, key, value) {
  if (value !== null) {
    known.previews.getOrCreate(value.model, () => new ThinnedSeries(LIMITS.previews)).push(value);
  }
}

function keepEvaluation(known, key, value) {
  const [model, version, metric] = value === null ? key.split("/") : [value.model, value.version, value.metric];
  if (value === null) {
    const figures = known.evaluations.get(model)?.get(version);
    figures?.delete(metric);
    if (figures?.size === 0) {
      known.evaluations.get(model).delete(version);
    }
    return;
  }
  const versions = known.evaluations.getOrCreate(model, () => new BoundedMap(LIMITS.versions));
  versions.getOrCreate(version, () => new Map()).set(metric, value);
}
