/* All writes to the page happen in one animation frame; a panel that is asked for twice is drawn once. */

/** @param onError told of a task that failed; the others go on */
export function createScheduler(onError) {
  const due = new Set();
  let asked = false;

  function draw() {
    asked = false;
    const tasks = [...due];
    due.clear();
    for (const task of tasks) {
      try {
        task();
      } catch (error) {
        onError(error);
      }
    }
  }

  return function schedule(task) {
    due.add(task);
    if (!asked) {
      asked = true;
      requestAnimationFrame(draw);
    }
  };
}
