#pragma once

#include "napi.h"

/** (projector, pixels: Uint8Array, widthPx, heightPx, control) → Promise<Float32Array>: one row per token */
Napi::Value encodeImage(const Napi::CallbackInfo & info);
/** (projector, samples: Float32Array, control) → Promise<Float32Array>: one row per token */
Napi::Value encodeAudio(const Napi::CallbackInfo & info);
