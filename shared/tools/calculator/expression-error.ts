/** An expression that can't be evaluated. The message is for a model, in English. */
export class ExpressionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ExpressionError";
  }
}
