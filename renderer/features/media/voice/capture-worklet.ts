/** Runs beside the page's thread, which may be busy: every sample of the microphone is handed on as it is. */
interface WorkletScope {
  AudioWorkletProcessor: new () => { readonly port: MessagePort };
  registerProcessor: (name: string, processor: unknown) => void;
}

const { AudioWorkletProcessor, registerProcessor } = globalThis as unknown as WorkletScope;
/** About a twentieth of a second at a time. */
const batchLength = 2_048;

class Capture extends AudioWorkletProcessor {
  #batch = new Float32Array(batchLength);
  #length = 0;

  constructor() {
    super();
    // The rest, when the recording ends.
    this.port.onmessage = () => {
      this.port.postMessage({ samples: this.#batch.slice(0, this.#length), isLast: true });
      this.#length = 0;
    };
  }

  process([channels = []]: readonly (readonly Float32Array[])[]): boolean {
    const [samples] = channels;
    for (const sample of samples ?? []) {
      this.#batch[this.#length] = sample;
      this.#length += 1;
      if (this.#length === batchLength) {
        this.port.postMessage({ samples: this.#batch, isLast: false });
        this.#batch = new Float32Array(batchLength);
        this.#length = 0;
      }
    }
    return true;
  }
}

registerProcessor("capture", Capture);
