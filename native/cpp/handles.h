#pragma once

#include "llama.h"
#include "napi.h"

/** Of the object in `model._model`. @throws Failure "disposed" */
llama_model * modelOf(const Napi::Value & addonModel);

/** Of the object in `context._ctx`. @throws Failure "disposed" */
llama_context * contextOf(const Napi::Value & addonContext);

/** (model, context) → what these structures say, to be compared with what node-llama-cpp says. */
Napi::Value checkHandles(const Napi::CallbackInfo & info);
