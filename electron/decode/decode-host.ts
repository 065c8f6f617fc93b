import { toDecodeFailure } from "../../shared/media/decode-failure.ts";
import { parentChannel } from "../side-process/parent-channel.ts";
import type { DecodeMessage, DecodeRequest } from "./decode-protocol.ts";
import { decodeFile } from "./host/decode-file.ts";

/** Entry point of the decode process: works on one file at a time, until it is killed. */
const parent = parentChannel<DecodeRequest, DecodeMessage>();

/** Settled by the parent's answer to the last message. At most one is awaited at a time. */
let answered: PromiseWithResolvers<Uint8Array<ArrayBuffer>> = Promise.withResolvers();
const ask = async (message: DecodeMessage): Promise<Uint8Array<ArrayBuffer>> => {
  answered = Promise.withResolvers();
  parent.post(message);
  return answered.promise;
};
/** Reads are asked for one after another, because a demuxer may want several at once. */
let previous: Promise<unknown> = Promise.resolve();
const inOrder = (message: DecodeMessage): Promise<Uint8Array<ArrayBuffer>> => {
  const answer = previous.then(() => ask(message));
  previous = answer;
  return answer;
};
const none = new Uint8Array();

parent.onRequest((request) => {
  switch (request.type) {
    case "bytes":
      // A copy that is no Buffer: decoders rely on the alignment that `slice` of an array restores.
      answered.resolve(new Uint8Array(request.bytes));
      break;
    case "stored":
      answered.resolve(none);
      break;
    case "decode":
      decodeFile(
        { ...request, read: (offset, length) => inOrder({ type: "read", offset, length }) },
        request,
        async (piece) => {
          await inOrder({ type: "piece", piece });
        },
      ).then(
        (output) => parent.post({ type: "done", output }),
        (thrown: unknown) => parent.post({ type: "failed", failure: toDecodeFailure(thrown) }),
      );
  }
});
