import { readEngineStart } from "../engine-environment.ts";
import { EngineHost } from "./engine-host.ts";
import { openHostPort } from "./port.ts";
import { probeThroughParent } from "./probe-through-parent.ts";

// On an abort, ggml's backtrace would start a debugger and keep the app waiting.
process.env["GGML_NO_BACKTRACE"] = "1";

const { parentPort } = process as { parentPort?: Parameters<typeof probeThroughParent>[0] };
if (parentPort !== undefined) probeThroughParent(parentPort);

/** Entry point of the engine process. */
new EngineHost(openHostPort(), readEngineStart(process.env));
