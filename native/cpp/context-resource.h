#pragma once

#include <memory>

#include "failure.h"
#include "handles.h"
#include "napi.h"

/** Something a context uses until it is disposed of. Releasing it earlier, or twice, is refused. */
template <typename Resource> class ContextResource {
  public:
    /** @returns a handle for `release` */
    static Napi::Value handle(const Napi::Value & addonContext, std::unique_ptr<Resource> resource) {
      auto * owner = new ContextResource(addonContext.As<Napi::Object>(), std::move(resource));
      return Napi::External<ContextResource>::New(addonContext.Env(), owner, [](Napi::Env, ContextResource * owner) {
        // Where it was never released, the context may still use the resource.
        if (!owner->resource) {
          delete owner;
        }
      });
    }

    /** @throws Failure "disposed" */
    static Resource & of(const Napi::Value & handle) {
      auto * owner = handle.As<Napi::External<ContextResource>>().Data();
      if (!owner->resource) {
        throw Failure("disposed", "It was already released");
      }
      return *owner->resource;
    }

    /** @throws Failure "in-use", "disposed" */
    static void release(const Napi::Value & handle) {
      auto * owner = handle.As<Napi::External<ContextResource>>().Data();
      if (!owner->resource) {
        throw Failure("disposed", "It was already released");
      }
      if (!isDisposed(owner->context.Value())) {
        throw Failure("in-use", "The context must be disposed of first");
      }
      owner->resource.reset();
      owner->context.Reset();
    }

  private:
    Napi::ObjectReference context;
    std::unique_ptr<Resource> resource;

    ContextResource(Napi::Object addonContext, std::unique_ptr<Resource> resource)
        : context(Napi::Persistent(addonContext)), resource(std::move(resource)) {}
};
