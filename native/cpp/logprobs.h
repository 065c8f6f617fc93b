#pragma once

#include "napi.h"

/**
 * (context, logitIndex, token, top) → {logprob, tokens: Int32Array, logprobs: Float64Array}: of the token,
 * and of the `top` most likely ones, most likely first, from the raw logits of the last evaluation.
 */
Napi::Value readLogprobs(const Napi::CallbackInfo & info);
