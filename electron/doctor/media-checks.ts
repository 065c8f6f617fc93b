import type { Check } from "../../shared/doctor/doctor-report.ts";
import type { Model } from "../../shared/models/model.ts";
import { failureDetail } from "./failure-detail.ts";
import type { ModelServices } from "./model-services.ts";
import { sampleClip } from "./sample-clip.ts";
import { sampleReceipt, sampleTotal } from "./sample-receipt.ts";

/** A receipt and a clip that come with Facet, as far as the model takes them. */
export async function* mediaChecks(
  services: ModelServices,
  model: Model,
  signal: AbortSignal,
): AsyncGenerator<Check> {
  const { projector } = model;
  yield projector?.sees === true
    ? await receiptCheck(services, model, signal).catch(failed("receipt"))
    : { name: "receipt", state: "skipped", detail: "it takes no images" };
  yield projector?.hears === true
    ? await clipCheck(services, model, signal).catch(failed("clip"))
    : { name: "clip", state: "skipped", detail: "it takes no audio" };
}

async function receiptCheck({ fileTasks }: ModelServices, model: Model, signal: AbortSignal): Promise<Check> {
  const name = "receipt";
  const file = { name: "receipt.png", source: { type: "bytes", bytes: sampleReceipt() } } as const;
  const read = await fileTasks.readReceipt({ file, model: wanted(model) }, signal);
  if (read.type !== "receipt") return { name, state: "failed", detail: `not read: ${read.type}` };
  const { total } = read.receipt;
  const isRight = total === sampleTotal;
  return {
    name,
    state: isRight ? "ok" : "failed",
    detail: `total ${total ?? "missing"}, printed ${sampleTotal}`,
  };
}

async function clipCheck({ fileTasks }: ModelServices, model: Model, signal: AbortSignal): Promise<Check> {
  const file = { name: "clip.wav", source: { type: "bytes", bytes: sampleClip() } } as const;
  const heard = await fileTasks.transcribe(
    { file, model: wanted(model), spoken: null, prompt: null, temperature: 0 },
    signal,
  );
  const text = heard.segments.map((segment) => segment.text).join(" ");
  return {
    name: "clip",
    state: text === "" ? "warning" : "ok",
    detail: `telephone tones, heard as ${JSON.stringify(text.slice(0, 60))}`,
  };
}

const wanted = ({ id, name }: Model) => ({ modelId: id, modelName: name, contextLength: null });

const failed =
  (name: "receipt" | "clip") =>
  (thrown: unknown): Check => ({ name, state: "failed", detail: failureDetail(thrown) });
