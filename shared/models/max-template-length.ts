/** Longest chat template that is loaded and can be saved, in UTF-16 units. The longest known one has 30,000. */
export const maxTemplateLength = 200_000;
