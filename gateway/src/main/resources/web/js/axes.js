/* Scales and their ticks. */

/** A linear scale from values to pixels. */
export function linear(low, high, from, to) {
  const span = high - low || 1;
  return {
    at: (value) => from + ((value - low) / span) * (to - from),
    ticks: (wanted) => linearTicks(low, high, wanted),
  };
}

/** A logarithmic scale; what is not positive lies at its low end. */
export function logarithmic(low, high, from, to) {
  const bottom = Math.log10(low);
  const span = Math.log10(high) - bottom || 1;
  return {
    at: (value) => from + ((Math.log10(Math.max(value, low)) - bottom) / span) * (to - from),
    ticks: (wanted) => logarithmicTicks(low, high, wanted),
  };
}

/** The range of the values with some air, or null where there are none. Logarithmic: of the positive ones. */
export function extent(values, log, air = 0.06) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (Number.isFinite(value) && (!log || value > 0)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  if (low > high) {
    return null;
  }
  if (log) {
    const factor = Math.max((high / low) ** air, 1.15);
    return { low: low / factor, high: high * factor };
  }
  const margin = (high - low) * air || Math.abs(high) * air || 1;
  return { low: low >= 0 && low - margin < 0 ? 0 : low - margin, high: high + margin };
}

function linearTicks(low, high, wanted) {
  const raw = (high - low) / Math.max(1, wanted);
  if (!(raw > 0) || !Number.isFinite(raw)) {
    return [];
  }
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw);
  const ticks = [];
  for (let index = Math.ceil(low / step); index * step <= high * (1 + 1e-9); index++) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

function logarithmicTicks(low, high, wanted) {
  const choices = [[1, 2, 3, 5], [1, 2, 5], [1, 3], [1]].map((factors) => decades(low, high, factors));
  const fitting = choices.find((ticks) => ticks.length <= wanted + 1) ?? choices.at(-1);
  const stride = Math.ceil(fitting.length / (wanted + 1));
  return fitting.length >= 2 ? fitting.filter((_, index) => index % stride === 0) : linearTicks(low, high, wanted);
}

function decades(low, high, factors) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    ticks.push(...factors.map((factor) => Number((factor * 10 ** power).toPrecision(3))));
  }
  return ticks.filter((value) => value >= low && value <= high);
}
