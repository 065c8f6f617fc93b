/**
 * What a text may cost to draw (ADR 28). Measured on two slow cores: drawing 1,000 elements takes about 20 ms,
 * and 100,000 units of parsing at most 1 ms.
 */
export const drawingLimits = {
  /** In characters; longer text is shown as its source. */
  textLength: 200_000,
  /** Elements of a whole text, which is drawn in steps. */
  elements: 16_000,
  /** Elements of one block, which is drawn at once. */
  blockElements: 7_000,
  /** Units of parsing of a whole text, and of one run of text: its marks times its length. */
  parsing: 12_000_000,
  runParsing: 4_000_000,
  /** In characters; what follows is parsed in a step of its own. */
  firstLength: 8_000,
  /** In characters of one run of text; laying it out takes quadratic time where its scripts alternate. */
  runLength: 16_000,
  /** The same for a line of code, which is not wrapped. */
  codeLine: 40_000,
  /** Elements that are drawn before the first frame; the rest follows step by step. */
  firstElements: 400,
  stepElements: 1_200,
  /** Levels of emphasis and HTML tags in a run of text. */
  inlineDepth: 24,
  /** Cells of a table, including those that are added to short rows. */
  cells: 4_000,
  /** In characters, and levels of elements of one formula; a fraction in a fraction adds seven. */
  texLength: 2_000,
  formulaDepth: 130,
  /** Elements of one formula, and of all formulas of a text. */
  formulaElements: 9_000,
  allFormulaElements: 40_000,
  /** Coloured runs of one code block. */
  colouredRuns: 20_000,
} as const;
