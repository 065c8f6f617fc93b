import { toDecodeFailure } from "../../shared/media/decode-failure.ts";
import { parentChannel } from "../side-process/parent-channel.ts";
import type { DecodeMessage, DecodeRequest } from "./decode-protocol.ts";
import { decodeFile } from "./host/decode-file.ts";

/** Entry point of the decode process: works on one file at a time, until it is killed. */
const { post, onRequest } = parentChannel<DecodeRequest, DecodeMessage>();

/** Settled by the parent's answer to the last message. At most one is awaited at a time. */
let answered: PromiseWithResolvers<Uint8Array> = Promise.withResolvers();
const ask = async (message: DecodeMessage): Promise<Uint8Array> => {
  answered = Promise.withResolvers();
  post(message);
  return answered.promise;
};
/** Reads are asked for one after another, because a demuxer may want several at once. */
let previous: Promise<unknown> = Promise.resolve();
const inOrder = (message: DecodeMessage): Promise<Uint8Array> => {
  const answer = previous.then(() => ask(message));
  previous = answer;
  return answer;
};
const none = new Uint8Array();

onRequest((request) => {
  switch (request.type) {
    case "bytes":
      answered.resolve(request.bytes);
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
        (output) => post({ type: "done", output }),
        (thrown: unknown) => post({ type: "failed", failure: toDecodeFailure(thrown) }),
      );
  }
});
