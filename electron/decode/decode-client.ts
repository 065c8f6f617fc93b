import { AppError } from "../../shared/ipc/result.ts";
import { DecodeError } from "../../shared/media/decode-failure.ts";
import type { DecodeMessage, DecodeOutput, DecodeProcess, StartDecodeProcess } from "./decode-protocol.ts";
import { openBytes, type FileBytes } from "./file-bytes.ts";
import type { DecodedFile, DecodedPiece, DecodeOptions, FileDecoder, FileToDecode } from "./file-decoder.ts";
import type { PreparedFiles } from "./prepared-files.ts";

/** A decoder that sends nothing for this long is assumed to hang, for example on a malicious file. */
const stallTimeoutMs = 60_000;
const idleMs = 60_000;

/**
 * Decodes files in a process of its own, one after another, so that at most one large image is in memory. The
 * process starts with the first file, is killed when a file is cancelled or a decoder hangs, because decoders
 * cannot be stopped otherwise, and ends when it is idle.
 */
export class DecodeClient implements FileDecoder {
  readonly #start: StartDecodeProcess;
  readonly #files: PreparedFiles;
  #process: DecodeProcess | null = null;
  #previous: Promise<unknown> = Promise.resolve();
  #job: DecodeJob | null = null;
  #idleTimer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(start: StartDecodeProcess, files: PreparedFiles) {
    this.#start = start;
    this.#files = files;
  }

  decode(file: FileToDecode, options: DecodeOptions, signal: AbortSignal): Promise<DecodedFile> {
    const decoded = this.#previous.then(() => this.#decode(file, options, signal));
    this.#previous = decoded.catch(() => undefined);
    return decoded;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#end("Facet is closing");
  }

  async #decode(file: FileToDecode, options: DecodeOptions, signal: AbortSignal): Promise<DecodedFile> {
    signal.throwIfAborted();
    if (this.#isDisposed) throw new AppError("disconnected", "Facet is closing");
    const bytes = await openBytes(file);
    const pieces: DecodedPiece[] = [];
    const cancel = () => this.#end("The file was cancelled");
    try {
      signal.throwIfAborted();
      clearTimeout(this.#idleTimer);
      this.#process ??= this.#startProcess();
      const job = new DecodeJob(this.#process, bytes, {
        onPiece: async (piece) => void pieces.push(await this.#files.store(piece)),
        onStall: () => this.#end("The decoder did not respond"),
      });
      this.#job = job;
      signal.addEventListener("abort", cancel, { once: true });
      const { name } = file;
      this.#process.post({ type: "decode", name, sizeBytes: bytes.sizeBytes, ...options });
      return this.#decoded(await job.output, pieces);
    } catch (thrown) {
      await this.#files.remove(pieces);
      signal.throwIfAborted();
      throw undecodable(thrown, file.name);
    } finally {
      signal.removeEventListener("abort", cancel);
      this.#job = null;
      this.#idleTimer = setTimeout(() => this.#end("It was idle"), idleMs).unref();
      await bytes.close();
    }
  }

  #decoded(output: DecodeOutput, pieces: readonly DecodedPiece[]): DecodedFile {
    if (output.type === "text") return output;
    return { ...output, pieces, remove: () => this.#files.remove(pieces) };
  }

  #startProcess(): DecodeProcess {
    const process = this.#start();
    process.onMessage((message) => {
      if (this.#process === process) this.#job?.receive(message);
    });
    process.onExit(() => {
      if (this.#process === process) this.#end("The decoder crashed");
    });
    return process;
  }

  /** Kills the process; the file in progress fails. */
  #end(reason: string): void {
    clearTimeout(this.#idleTimer);
    this.#process?.kill();
    this.#process = null;
    this.#job?.fail(new DecodeError("decoder-failed", reason));
  }
}

interface JobEvents {
  onPiece(piece: Extract<DecodeMessage, { type: "piece" }>["piece"]): Promise<void>;
  onStall(): void;
}

/** One file in the decode process. */
class DecodeJob {
  readonly #process: DecodeProcess;
  readonly #bytes: FileBytes;
  readonly #events: JobEvents;
  readonly #done = Promise.withResolvers<DecodeOutput>();
  #watchdog: NodeJS.Timeout | undefined;

  constructor(process: DecodeProcess, bytes: FileBytes, events: JobEvents) {
    this.#process = process;
    this.#bytes = bytes;
    this.#events = events;
    this.#watch();
  }

  /** @throws DecodeError, AppError */
  get output(): Promise<DecodeOutput> {
    return this.#done.promise;
  }

  receive(message: DecodeMessage): void {
    switch (message.type) {
      case "read":
        this.#answer(async () => {
          const bytes = await this.#bytes.read(message.offset, message.length);
          this.#process.post({ type: "bytes", bytes });
        });
        break;
      case "piece":
        this.#answer(async () => {
          await this.#events.onPiece(message.piece);
          this.#process.post({ type: "stored" });
        });
        break;
      case "done":
        clearTimeout(this.#watchdog);
        this.#done.resolve(message.output);
        break;
      case "failed": {
        const { trouble, message: text, data } = message.failure;
        this.fail(new DecodeError(trouble, text, data));
      }
    }
  }

  fail(thrown: unknown): void {
    clearTimeout(this.#watchdog);
    this.#done.reject(thrown);
  }

  /** The decoder waits meanwhile, so the time does not count as its own. */
  #answer(answer: () => Promise<void>): void {
    clearTimeout(this.#watchdog);
    answer().then(
      () => this.#watch(),
      (thrown: unknown) => {
        this.fail(thrown);
        // The process waits for an answer that does not come.
        this.#events.onStall();
      },
    );
  }

  #watch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#events.onStall(), stallTimeoutMs);
  }
}

function undecodable(thrown: unknown, name: string): unknown {
  if (!(thrown instanceof DecodeError)) return thrown;
  const { trouble: problem, message, data } = thrown;
  return new AppError("file-undecodable", `${name}: ${message}`, { ...data, name, problem });
}
