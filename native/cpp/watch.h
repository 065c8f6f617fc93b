#pragma once

#include "napi.h"

/**
 * (context, control: Int32Array) → a handle. From now on whatever this context computes on the CPU adds the operations it has
 * done to the second number, and ends early when the first is not 0: llama.cpp's evaluation fails then, and takes back what
 * it had put into the context. The handle is to be released after the context is gone, by `releaseWatch`. @throws Failure "disposed"
 */
Napi::Value watchEvaluations(const Napi::CallbackInfo & info);

/** (handle) */
Napi::Value releaseWatch(const Napi::CallbackInfo & info);
