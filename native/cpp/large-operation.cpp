#include "large-operation.h"

#include <algorithm>

#include "failure.h"
#include "ggml.h"

namespace {

struct GgmlFree {
  void operator()(ggml_context * context) const { ggml_free(context); }
};

/**
 * The dimension to split: which source is split, along which dimension of the source, and along which of the
 * result.
 */
struct Rows {
  int source;
  int sourceDimension;
  int resultDimension;

  static Rows of(ggml_op kind) {
    // Attention has the rows of the queries; its result has the heads in dimension 1.
    return kind == GGML_OP_FLASH_ATTN_EXT ? Rows{0, 1, 2} : Rows{1, 1, 1};
  }
};

/** A copy of a tensor as a leaf of the graph, because its sources are already computed. */
ggml_tensor settled(const ggml_tensor & tensor) {
  auto copy = tensor;
  copy.op = GGML_OP_NONE;
  std::fill(std::begin(copy.src), std::end(copy.src), nullptr);
  copy.view_src = nullptr;
  return copy;
}

void narrow(ggml_tensor & tensor, int dimension, int64_t from, int64_t count) {
  tensor.data = static_cast<char *>(tensor.data) + static_cast<size_t>(from) * tensor.nb[dimension];
  tensor.ne[dimension] = count;
}

void computeRows(ggml_backend_t cpu, const ggml_tensor & operation, int64_t from, int64_t count) {
  const auto rows = Rows::of(operation.op);
  ggml_tensor sources[GGML_MAX_SRC];
  auto piece = operation;
  piece.view_src = nullptr;
  for (int index = 0; index < GGML_MAX_SRC; index++) {
    if (operation.src[index] != nullptr) {
      sources[index] = settled(*operation.src[index]);
      piece.src[index] = &sources[index];
    }
  }
  narrow(sources[rows.source], rows.sourceDimension, from, count);
  narrow(piece, rows.resultDimension, from, count);

  const size_t bytes = ggml_graph_overhead_custom(GGML_MAX_SRC + 1, false) + ggml_tensor_overhead();
  const std::unique_ptr<ggml_context, GgmlFree> context(ggml_init({bytes, nullptr, /* no_alloc */ true}));
  auto * graph = ggml_new_graph_custom(context.get(), GGML_MAX_SRC + 1, false);
  ggml_build_forward_expand(graph, &piece);
  if (ggml_backend_graph_compute(cpu, graph) != GGML_STATUS_SUCCESS) {
    throw Failure("failed", "A part of the encoder could not be computed");
  }
}

} // namespace

LargeOperation::LargeOperation(int threads)
    : cpu(ggml_backend_init_by_type(GGML_BACKEND_DEVICE_TYPE_CPU, nullptr), ggml_backend_free) {
  auto * registry = ggml_backend_dev_backend_reg(ggml_backend_get_device(cpu.get()));
  const auto setThreads = reinterpret_cast<ggml_backend_set_n_threads_t>(
    ggml_backend_reg_get_proc_address(registry, "ggml_backend_set_n_threads"));
  if (setThreads != nullptr) {
    setThreads(cpu.get(), threads);
  }
}

bool LargeOperation::canBeCut(const ggml_tensor * operation) {
  const bool isKnown = operation->op == GGML_OP_MUL_MAT ||
                       // With a mask, the mask would have to be split too.
                       (operation->op == GGML_OP_FLASH_ATTN_EXT && operation->src[3] == nullptr);
  return isKnown && operation->buffer != nullptr && ggml_backend_buffer_is_host(operation->buffer);
}

void LargeOperation::takeOut(ggml_tensor * operation) {
  taken = operation;
  kind = operation->op;
  operation->op = GGML_OP_NONE;
}

double LargeOperation::compute(int pieces, const std::function<bool(double)> & goesOn) {
  auto * operation = taken;
  taken = nullptr;
  operation->op = kind;
  const int64_t rows = operation->ne[Rows::of(kind).resultDimension];
  // Kernels process 64 rows at a time, and fewer with different rounding, so the last piece is never smaller
  // than 64.
  const int64_t step = std::max<int64_t>(1, rows / 64 / std::max(1, pieces)) * 64;
  int64_t from = 0;
  while (from < rows && goesOn(static_cast<double>(from) / rows)) {
    const int64_t count = rows - from < step + 64 ? rows - from : step;
    computeRows(cpu.get(), *operation, from, count);
    from += count;
  }
  return static_cast<double>(from) / rows;
}
