#pragma once

#include "ggml-backend.h"
#include "napi.h"

/**
 * The registry entry of llama.cpp's CPU kernels.
 *
 * @throws Failure "failed" when there are none
 */
ggml_backend_reg_t cpuKernels();

/**
 * (folder) → the kernel library that llama.cpp uses from now on; null: the folder has none for this CPU, and
 * nothing changed. No model may be loaded.
 *
 * @throws Failure "failed" when llama.cpp is left without kernels
 */
Napi::Value useKernels(const Napi::CallbackInfo & info);
