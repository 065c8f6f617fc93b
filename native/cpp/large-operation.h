#pragma once

#include <functional>
#include <memory>

#include "ggml-backend.h"

/**
 * Computes a large operation on the CPU in pieces of its rows, so that it can be stopped between them: the
 * attention over a large image alone takes seconds. The results are identical, because rows are independent.
 *
 * llama.cpp's scheduler computes whole operations. So an operation to be split is removed from its graph when
 * the scheduler asks about it, by setting it to GGML_OP_NONE; when the scheduler reports it as done, it is
 * restored and computed here.
 */
class LargeOperation {
  public:
    explicit LargeOperation(int threads);

    /** Whether the operation can be split and its data is in host memory. */
    static bool canBeCut(const ggml_tensor * operation);

    void takeOut(ggml_tensor * operation);
    bool isTakenOut() const { return taken != nullptr; }

    /**
     * Restores the operation and computes it.
     *
     * @param goesOn called before each piece with the completed fraction; false skips the rest
     * @returns the completed fraction
     */
    double compute(int pieces, const std::function<bool(double)> & goesOn);

  private:
    std::unique_ptr<ggml_backend, void (*)(ggml_backend *)> cpu;
    ggml_tensor * taken = nullptr;
    ggml_op kind = GGML_OP_NONE;
};
