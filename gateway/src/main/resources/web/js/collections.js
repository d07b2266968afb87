/* Collections with a limit: a page left open overnight must not grow. */

/** A map that forgets its eldest key at the limit; writing a key again makes it the youngest. */
export class BoundedMap {
  #limit;
  #entries = new Map();

  constructor(limit) {
    this.#limit = limit;
  }

  get size() {
    return this.#entries.size;
  }

  get(key) {
    return this.#entries.get(key);
  }

  set(key, value) {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#limit) {
      this.#entries.delete(this.#entries.keys().next().value);
    }
  }

  getOrCreate(key, create) {
    if (!this.#entries.has(key)) {
      this.set(key, create());
    }
    return this.#entries.get(key);
  }

  delete(key) {
    this.#entries.delete(key);
  }

  values() {
    return [...this.#entries.values()];
  }
}

/**
 * A series from its first to its last point, however long: when it is full, every second point goes, and from then on every
 * second point is kept. The last one is always there.
 */
export class ThinnedSeries {
  #limit;
  #points = [];
  #last = null;
  #seen = 0;
  #stride = 1;

  constructor(limit) {
    this.#limit = limit;
  }

  get last() {
    return this.#last;
  }

  push(point) {
    this.#last = point;
    if (this.#seen++ % this.#stride !== 0) {
      return;
    }
    this.#points.push(point);
    if (this.#points.length >= this.#limit) {
      this.#points = this.#points.filter((_, index) => index % 2 === 0);
      this.#stride *= 2;
    }
  }

  /** Drops points from the end while {@code overtaken} holds: a resumed run takes some of its steps again. */
  dropWhile(overtaken) {
    while (this.#points.length > 0 && overtaken(this.#points.at(-1))) {
      this.#points.pop();
    }
    this.#last = this.#points.at(-1) ?? null;
  }

  points() {
    const kept = this.#points;
    return this.#last === null || kept.at(-1) === this.#last ? kept.slice() : [...kept, this.#last];
  }
}
