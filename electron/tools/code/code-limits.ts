const megabyte = 1024 ** 2;

/** What one call of a model's code may use. */
export interface CodeLimits {
  /** By the clock, without waiting for other calls. */
  readonly timeMs: number;
  /** Of its process, as the system counts it. */
  readonly memoryBytes: number;
}

export const codeLimits: CodeLimits = { timeMs: 60_000, memoryBytes: 1024 * megabyte };

/** Of Python, in both interpreters: one has it by its build, the other by ours. */
export const pythonMemoryBytes = 512 * megabyte;

/** How long Python and its packages may take to load, which is not the program's time. */
export const loadLimitMs = 120_000;

/** What a program may print, and what it may pass between commands. */
export const outputBytes = 4 * megabyte;

/** The folder of a chat, which is kept between calls. */
export const folderLimits = {
  /** One file: Python can neither read nor write a larger one through the interpreter. */
  fileBytes: 8 * megabyte,
  totalBytes: 64 * megabyte,
  files: 200,
} as const;

/** Files that one call adds to the chat. */
export const mostReturnedFiles = 10;

/** Why a program was ended. `crash`: its process ended by itself. */
export type CodeLimit = "time" | "memory" | "output" | "work" | "folder" | "crash";
