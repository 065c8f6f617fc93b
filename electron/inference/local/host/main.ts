import { scratchVariable } from "../scratch-folder.ts";
import { EngineHost } from "./engine-host.ts";
import { openHostPort } from "./port.ts";

// When llama.cpp aborts, its own backtrace would start a debugger and keep the app waiting.
process.env["GGML_NO_BACKTRACE"] = "1";

/** The entry point of the engine process. */
new EngineHost(openHostPort(), process.env[scratchVariable] ?? null);
