#pragma once

#include "ggml-backend.h"
#include "napi.h"

/** Of llama.cpp's kernels for the processor. @throws Failure "failed" when there are none */
ggml_backend_reg_t cpuKernels();

/**
 * (folder) → the file that llama.cpp computes with from now on; null: there is none there for this processor, and nothing changed.
 * No model may be loaded. @throws Failure "failed" when llama.cpp is left without kernels
 */
Napi::Value useKernels(const Napi::CallbackInfo & info);
