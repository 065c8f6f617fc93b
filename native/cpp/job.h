#pragma once

#include <string>

#include "control.h"
#include "failure.h"
#include "napi.h"

/**
 * A job on libuv's thread pool that settles a promise. `run` must not use JavaScript objects, only memory
 * kept alive by `keep`; a `Failure` it throws rejects the promise with its code.
 */
class Job : public Napi::AsyncWorker {
  public:
    Job(Napi::Env env, const Napi::Int32Array & controlArray)
        : Napi::AsyncWorker(env), control(controlArray), kept(Napi::Persistent(Napi::Object::New(env))),
          deferred(Napi::Promise::Deferred::New(env)) {
      keep("control", controlArray);
    }

    Napi::Promise start() {
      const auto promise = deferred.Promise();
      Queue();
      return promise;
    }

  protected:
    Control control;

    virtual void run() = 0;
    virtual Napi::Value result(Napi::Env env) = 0;

    /** Keeps a value and its memory alive until the job is done. */
    void keep(const char * name, const Napi::Value & value) { kept.Set(name, value); }

    void stopIfAsked() const {
      if (control.isStopped()) {
        throw Failure("aborted", "Stopped");
      }
    }

  private:
    Napi::ObjectReference kept;
    Napi::Promise::Deferred deferred;
    std::string failureCode = "failed";

    void Execute() override {
      try {
        stopIfAsked();
        run();
      } catch (const Failure & failure) {
        failureCode = failure.code;
        SetError(failure.what());
      } catch (const std::exception & error) {
        SetError(error.what());
      }
    }

    void OnOK() override {
      try {
        deferred.Resolve(result(Env()));
      } catch (const Napi::Error & error) {
        deferred.Reject(error.Value());
      }
    }

    void OnError(const Napi::Error & error) override {
      error.Value().Set("code", Napi::String::New(Env(), failureCode));
      deferred.Reject(error.Value());
    }
};
