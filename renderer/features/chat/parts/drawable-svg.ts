/** Larger ones are drawn slowly. */
export const longestSvgBytes = 500_000;

/**
 * Whether an SVG can be drawn without harm. As an image it runs no script and loads nothing, but elements that
 * repeat others, and filters, can take any time. Files with them are offered as downloads only.
 */
export function isDrawableSvg(text: string): boolean {
  return /<svg[\s>]/i.test(text) && !heavy.test(text);
}

const heavy = /<!ENTITY|<(?:\w+:)?(?:use|pattern|filter|mask|image|foreignObject|animate\w*|set)[\s/>]/i;
