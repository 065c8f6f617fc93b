import type { Check } from "../../shared/doctor/doctor-report.ts";
import type { ToolDeclaration } from "../../shared/inference/tool-declaration.ts";
import type { Model } from "../../shared/models/model.ts";
import { failureDetail } from "./failure-detail.ts";
import type { ModelServices } from "./model-services.ts";
import { testGeneration, type TestReply } from "./test-generation.ts";

const city = "Paris";
const weather: ToolDeclaration = {
  name: "get_weather",
  description: "Tells the weather of today in a city.",
  parameters: {
    type: "object",
    properties: { city: { type: "string", description: "The name of the city" } },
    required: ["city"],
  },
};
const maxTokens = 128;

/** Whether the model calls a tool where it needs one. Nothing is run. */
export async function toolCheck(
  { inference }: ModelServices,
  model: Model,
  signal: AbortSignal,
): Promise<Check> {
  const prompt = {
    systemPrompt: "",
    turns: [{ role: "user", text: `What is the weather in ${city}? Use the tool.` }],
    tools: [weather],
  } as const;
  try {
    return checkOf(
      await testGeneration(inference, model, { prompt, options: { thinking: false, maxTokens } }, signal),
    );
  } catch (thrown) {
    return { name: "tool-call", state: "failed", detail: failureDetail(thrown) };
  }
}

function checkOf({ callsTools, calls, end }: TestReply): Check {
  const name = "tool-call";
  if (!callsTools) return { name, state: "skipped", detail: "its template declares no tools" };
  const [call] = calls;
  if (call === undefined) return { name, state: "warning", detail: `it answers without a call, ${end}` };
  const isRight = JSON.stringify(call.arguments).includes(city);
  const detail = `calls ${weather.name}${isRight ? ` for ${city}` : ", but for another city"}, ${end}`;
  return { name, state: isRight ? "ok" : "warning", detail };
}
