// Order statistics. No averages: latency has a tail.

/** The value below which the share `p` (0..1) of the values lies. */
export function quantile(values, p) {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)];
}

export const median = (values) => quantile(values, 0.5);

/** Two digits behind the point, as a number. */
export const round = (value) => Math.round(value * 100) / 100;
