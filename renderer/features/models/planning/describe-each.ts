/** Joins facts to one line. */
export const describeEach = (facts: readonly string[]): string => facts.join(" · ");
