#pragma once

#include "llama.h"
#include "napi.h"

/**
 * The model of a `model._model` object.
 *
 * @throws Failure "disposed"
 */
llama_model * modelOf(const Napi::Value & addonModel);

/**
 * The context of a `context._ctx` object.
 *
 * @throws Failure "disposed"
 */
llama_context * contextOf(const Napi::Value & addonContext);

/** Whether the memory of the context of a `context._ctx` object was freed. */
bool isDisposed(const Napi::Value & addonContext);

/** (model, context) → values read through these handles, to be compared with those node-llama-cpp reports */
Napi::Value checkHandles(const Napi::CallbackInfo & info);
