import { scratchVariable } from "../scratch-folder.ts";
import { EngineHost } from "./engine-host.ts";
import { openHostPort } from "./port.ts";

// On an abort, ggml's backtrace would start a debugger and keep the app waiting.
process.env["GGML_NO_BACKTRACE"] = "1";

/** Entry point of the engine process. */
new EngineHost(openHostPort(), process.env[scratchVariable] ?? null);
