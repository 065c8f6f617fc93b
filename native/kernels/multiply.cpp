/*
 * Multiplies weights by rows of numbers: one row per token. llama.cpp has a kernel for one row and one for
 * four; two or three rows read the weights that many times. These kernels read the weights once for up to
 * eight rows, and request them from memory before they are needed. Each row's result is bit-identical to that
 * of llama.cpp's kernel for one row, whatever the number of rows. ADR 45 has the speedups. The linker
 * substitutes these functions for llama.cpp's.
 */
#include "ggml-backend-impl.h"
#include "ggml-cpu-impl.h"
#include "ggml-cpu.h"
#include "multiply-q4-0.h"
#include "multiply-q4-k.h"
#include "multiply-q6-k.h"
#include "multiply-q8-0.h"
#include "traits.h"

#include <algorithm>

extern "C" {
bool __real_ggml_cpu_extra_compute_forward(ggml_compute_params * params, ggml_tensor * result);
bool __real_ggml_cpu_extra_work_size(int threads, const ggml_tensor * result, size_t * size);
bool __wrap_ggml_cpu_extra_compute_forward(ggml_compute_params * params, ggml_tensor * result);
bool __wrap_ggml_cpu_extra_work_size(int threads, const ggml_tensor * result, size_t * size);
}

#ifdef HAS_MULTIPLY

namespace {

constexpr int tile_rows = 8;

bool is_matrix(const ggml_tensor * tensor) {
  return ggml_nrows(tensor) == tensor->ne[1];
}

/** A product of weights, as llama.cpp arranges them for AVX2, and of rows of floats. */
template <typename format>
struct product {
  const typename format::block * weights;
  /** Of weights, per column. */
  int blocks;
  /** Of eight columns. */
  int groups;
  int rows;
  const ggml_tensor * source;
  ggml_tensor * result;
  const ggml_compute_params * params;

  static bool is(const ggml_tensor * result) {
    if (result->op != GGML_OP_MUL_MAT) {
      return false;
    }
    const ggml_tensor * weights = result->src[0];
    const ggml_tensor * rows = result->src[1];
    return weights->type == format::type && weights->buffer != nullptr && format::takes(weights)
           && weights->ne[1] % 8 == 0 && is_matrix(weights) && rows->type == GGML_TYPE_F32
           && rows->nb[0] == sizeof(float) && is_matrix(rows) && rows->ne[1] <= format::most_rows
           && result->nb[0] == sizeof(float);
  }

  /** Of the packed rows. */
  static size_t work_bytes(const ggml_tensor * result) {
    const ggml_tensor * rows = result->src[1];
    return rows->ne[1] * (rows->ne[0] / format::length) * format::packed_row_bytes;
  }

  product(const ggml_compute_params * params, ggml_tensor * result)
      : weights((const typename format::block *) result->src[0]->data),
        blocks((int) (result->src[0]->ne[0] / format::length)),
        groups((int) (result->src[0]->ne[1] / 8)),
        rows((int) result->src[1]->ne[1]),
        source(result->src[1]),
        result(result),
        params(params) {
    pairs = (groups + 1) / 2;
    // Enough that no thread waits long for another; with many rows, so small that the weights stay in the cache.
    const int64_t bytes = (int64_t) groups * blocks * sizeof(typename format::block);
    const int cached = tiles() == 1 ? 1 : (int) (bytes / (256 * 1024)) + 1;
    chunks = std::min(pairs, std::max(8 * params->nth, cached));
  }

  /** Computes this thread's share. */
  void compute() const {
    // The first weights arrive while the rows are packed.
    if (params->ith < chunks) {
      request((const char *) group(begin(params->ith)), 16 * 1024);
    }
    pack();
    if (params->ith == 0) {
      ggml_threadpool_chunk_set(params->threadpool, params->nth);
    }
    ggml_barrier(params->threadpool);
    multiply();
  }

private:
  /** The kernel computes two groups of columns at a time. */
  int pairs;
  /** Groups of columns that one thread computes at a time. */
  int chunks;

  int tiles() const { return (rows + tile_rows - 1) / tile_rows; }
  int rows_of(int tile) const { return std::min(tile_rows, rows - tile * tile_rows); }
  char * at(int tile) const {
    return (char *) params->wdata + (size_t) tile * tile_rows * blocks * format::packed_row_bytes;
  }
  const typename format::block * group(int index) const { return weights + (int64_t) index * blocks; }
  /** The first group of a chunk. */
  int begin(int chunk) const { return (int) ((int64_t) pairs * chunk / chunks) * 2; }

  void pack() const {
    const int runs = (blocks + format::packed_run - 1) / format::packed_run;
    for (int share = params->ith; share < rows * runs; share += params->nth) {
      const int row = share / runs;
      const int first = share % runs * format::packed_run;
      const int tile = row / tile_rows;
      format::pack((const float *) ((const char *) source->data + row * source->nb[1]), first,
                   std::min(format::packed_run, blocks - first), at(tile), row % tile_rows, rows_of(tile));
    }
  }

  void multiply() const {
    int next = 0;
    for (int chunk = params->ith; chunk < chunks; chunk = next) {
      // Taken one ahead, so that the kernel can request its weights.
      next = ggml_threadpool_chunk_add(params->threadpool, 1);
      const int first = begin(chunk);
      const int end = std::min(begin(chunk + 1), groups);
      for (int tile = 0; tile < tiles(); tile++) {
        const int after = tile + 1 < tiles() ? first : next < chunks ? begin(next) : end;
        float * to = (float *) ((char *) result->data + tile * tile_rows * result->nb[1]) + first * 8;
        kernel(rows_of(tile))(group(first), blocks, end - first, group(after), at(tile), to, result->nb[1] / sizeof(float));
      }
    }
  }

  static auto kernel(int rows) {
    static constexpr decltype(&format::template multiply<1>) kernels[tile_rows] = {
      format::template multiply<1>, format::template multiply<2>, format::template multiply<3>, format::template multiply<4>,
      format::template multiply<5>, format::template multiply<6>, format::template multiply<7>, format::template multiply<8>,
    };
    return kernels[rows - 1];
  }
};

template <typename format>
bool has_work_size(const ggml_tensor * result, size_t * size) {
  if (!product<format>::is(result)) {
    return false;
  }
  *size = product<format>::work_bytes(result);
  return true;
}

template <typename format>
bool is_computed(const ggml_compute_params * params, ggml_tensor * result) {
  if (!product<format>::is(result)) {
    return false;
  }
  product<format>(params, result).compute();
  return true;
}

}  // namespace

bool __wrap_ggml_cpu_extra_work_size(int threads, const ggml_tensor * result, size_t * size) {
  return has_work_size<q4_0>(result, size) || has_work_size<q4_k>(result, size) || has_work_size<q6_k>(result, size)
         || has_work_size<q8_0>(result, size) || __real_ggml_cpu_extra_work_size(threads, result, size);
}

bool __wrap_ggml_cpu_extra_compute_forward(ggml_compute_params * params, ggml_tensor * result) {
  return is_computed<q4_0>(params, result) || is_computed<q4_k>(params, result) || is_computed<q6_k>(params, result)
         || is_computed<q8_0>(params, result) || __real_ggml_cpu_extra_compute_forward(params, result);
}

#else

bool __wrap_ggml_cpu_extra_work_size(int threads, const ggml_tensor * result, size_t * size) {
  return __real_ggml_cpu_extra_work_size(threads, result, size);
}

bool __wrap_ggml_cpu_extra_compute_forward(ggml_compute_params * params, ggml_tensor * result) {
  return __real_ggml_cpu_extra_compute_forward(params, result);
}

#endif
