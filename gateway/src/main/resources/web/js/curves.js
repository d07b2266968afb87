/* From many points to as many as a chart has pixels. */

/** At most two points a bucket, its lowest and its highest, in their order: spikes stay. */
export function downsample(points, buckets) {
  if (points.length <= 2 * buckets) {
    return points;
  }
  const kept = [];
  const width = points.length / buckets;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const end = Math.min(points.length, Math.floor((bucket + 1) * width));
    let low = Math.floor(bucket * width);
    let high = low;
    for (let i = low + 1; i < end; i++) {
      low = points[i][1] < points[low][1] ? i : low;
      high = points[i][1] > points[high][1] ? i : high;
    }
    kept.push(points[Math.min(low, high)]);
    if (low !== high) {
      kept.push(points[Math.max(low, high)]);
    }
  }
  return kept;
}

/** The mean of each point and its neighbours within {@code reach} on both sides, fewer at the ends. */
export function smooth(points, reach) {
  if (reach < 1) {
    return points;
  }
  const sums = [0];
  points.forEach(([, y], index) => sums.push(sums[index] + y));
  return points.map(([x], index) => {
    const near = Math.min(reach, index, points.length - 1 - index);
    return [x, (sums[index + near + 1] - sums[index - near]) / (2 * near + 1)];
  });
}
