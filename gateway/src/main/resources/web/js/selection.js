/* Which run the page shows: the one that was chosen, otherwise the newest that is running. */

export function createSelection(store) {
  let chosen = null;
  const listeners = new Set();

  function runs() {
    return store.known.runs.values().sort((a, b) => String(b.updatedAt).localeCompare(String(a.updatedAt)));
  }

  return {
    runs,

    get chosen() {
      return chosen;
    },

    /** @param runId null to follow the newest */
    choose(runId) {
      chosen = runId;
      listeners.forEach((listener) => listener());
    },

    subscribe(listener) {
      listeners.add(listener);
    },

    /** { runId, model, run, curve }; run and curve may be missing while their records are on their way. */
    current() {
      const all = runs();
      const run = all.find((r) => r.runId === chosen) ?? all.find((r) => r.state === "RUNNING") ?? all[0] ?? null;
      const curve = run === null ? newestCurve(store) : store.known.curves.get(run.runId);
      const model = run?.recipe?.model ?? curve?.last?.model ?? anyModel(store);
      return { runId: run?.runId ?? curve?.last?.runId ?? null, model, run, curve };
    },
  };
}

function newestCurve(store) {
  return store.known.curves
    .values()
    .filter((curve) => curve.last !== null)
    .sort((a, b) => String(b.last.at).localeCompare(String(a.last.at)))[0];
}

/** A model from outside has no run; it still has figures and a roll-out. */
function anyModel(store) {
  return store.known.rollouts.values()[0]?.model ?? null;
}
