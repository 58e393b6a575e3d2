// Order statistics. No averages: latency has a tail.

/** The value below which the share `p` (0..1) of the values lies. */
export function quantile(values, p) {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)];
}

/** The middle value; of an even count the mean of the two in the middle. */
export function median(values) {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return Number.NaN;
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Two digits behind the point, as a number. */
export const round = (value) => Math.round(value * 100) / 100;
