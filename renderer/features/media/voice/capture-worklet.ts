/** Runs on the audio thread, so that no samples are lost while the page's thread is busy. */
interface WorkletScope {
  AudioWorkletProcessor: new () => { readonly port: MessagePort };
  registerProcessor: (name: string, processor: unknown) => void;
}

const { AudioWorkletProcessor, registerProcessor } = globalThis as unknown as WorkletScope;
/** About a twentieth of a second. */
const batchLength = 2_048;

class Capture extends AudioWorkletProcessor {
  #batch = new Float32Array(batchLength);
  #length = 0;

  constructor() {
    super();
    // Any message ends the recording: post the incomplete batch.
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
