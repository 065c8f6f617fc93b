/** Exit codes, as shells and scripts expect them. */
export const exitCodes = { failed: 1, usage: 2, interrupted: 130 } as const;

/** An expected end of a command other than success, with the sentence that explains it. */
export class CommandFailure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.failed) {
    super(message);
    this.name = "CommandFailure";
    this.exitCode = exitCode;
  }
}

/** The command line was understood, but asks for something that cannot be. */
export function usageFailure(message: string): CommandFailure {
  return new CommandFailure(message, exitCodes.usage);
}
