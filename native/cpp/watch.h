#pragma once

#include "napi.h"

/**
 * (context, control: Int32Array) → a handle. From now on, CPU computations of this context add their
 * completed operations to the second number and end early when the first is not 0; the evaluation then fails,
 * and llama.cpp removes its tokens from the context. Release the handle with `releaseWatch` after the context
 * was disposed.
 *
 * @throws Failure "disposed"
 */
Napi::Value watchEvaluations(const Napi::CallbackInfo & info);

/**
 * (handle)
 *
 * @throws Failure "in-use" while the context is in memory, "disposed" the second time
 */
Napi::Value releaseWatch(const Napi::CallbackInfo & info);
