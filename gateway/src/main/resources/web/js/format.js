/* Numbers, times and versions as people read them. */

const GROUPED = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const NONE = "–";

/** A count with thousands separators. */
export function count(value) {
  return Number.isFinite(value) ? GROUPED.format(value) : NONE;
}

/** About four significant digits, never in the computer's own notation of long fractions. */
export function figure(value) {
  if (!Number.isFinite(value)) {
    return NONE;
  }
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.0001 || size >= 1e7)) {
    return value.toExponential(2);
  }
  if (size >= 1000) {
    return GROUPED.format(value);
  }
  return String(Number(value.toPrecision(size < 1 ? 3 : 4)));
}

/** A tick of an axis: 0, 20k, 1.5M, 0.01. */
export function tick(value) {
  const size = Math.abs(value);
  if (size >= 1e6) {
    return trim(value / 1e6) + "M";
  }
  if (size >= 1e4) {
    return trim(value / 1e3) + "k";
  }
  return size !== 0 && size < 1e-4 ? value.toExponential(0) : trim(value);
}

/** Seconds as "1 h 05 min", "3 min 20 s", "12 s". */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) {
    return NONE;
  }
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) {
    return `${whole}\u00a0s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  }
  return `${GROUPED.format(Math.floor(whole / 3600))} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

/** How long ago an ISO-8601 time was. */
export function ago(iso, now) {
  const seconds = (now - Date.parse(iso)) / 1000;
  if (!Number.isFinite(seconds)) {
    return "";
  }
  if (seconds < 10) {
    return "just now";
  }
  if (seconds < 3600) {
    return seconds < 90 ? `${Math.round(seconds)} s ago` : `${Math.round(seconds / 60)} min ago`;
  }
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h ago` : `${Math.round(seconds / 86_400)} days ago`;
}

/** The value with half the width of its interval. */
export function withInterval(figureRecord) {
  const { value, low, high } = figureRecord;
  const known = Number.isFinite(low) && Number.isFinite(high);
  return known ? `${figure(value)} ± ${figure(Number(((high - low) / 2).toPrecision(2)))}` : figure(value);
}

export function plural(number, one, many) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

function trim(value) {
  return String(Number(value.toPrecision(3)));
}

function pad(value) {
  return String(value).padStart(2, "0");
}
