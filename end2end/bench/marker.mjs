// Each edit carries its number in the text it sets, so that a listener finds it without understanding the frame.

/** The text edit `number` sets. */
export const titleOf = (number) => `~E${number};`;

/** The number of the edit in a frame; `undefined` if there is none. */
export function markerIn(data) {
  const at = data.indexOf("~E");
  if (at < 0) return undefined;
  return Number.parseInt(data.toString("latin1", at + 2, at + 14), 10);
}
