/*
 * Matrix products of many rows, such as the patches of an image, on CPUs with VNNI: numbers become 16-bit
 * integers, scaled by the rows of both factors, and products of 128 steps sum up as integers. The linker
 * substitutes this function for llama.cpp's.
 */
#include "ggml-cpu-impl.h"
#include "ggml-cpu.h"
#include "integer-blocks.h"
#include "llamafile/sgemm.h"

bool __real_llamafile_sgemm(const struct ggml_compute_params * params, int64_t m, int64_t n, int64_t k, const void * A,
                            int64_t lda, const void * B, int64_t ldb, void * C, int64_t ldc, int Atype, int Btype, int Ctype);
bool __wrap_llamafile_sgemm(const struct ggml_compute_params * params, int64_t m, int64_t n, int64_t k, const void * A,
                            int64_t lda, const void * B, int64_t ldb, void * C, int64_t ldc, int Atype, int Btype, int Ctype);

#ifdef HAS_INTEGER_BLOCKS

#include "rounding.h"

enum { fewest_rows = 64, most_rows = 4096, chunk_steps = 256, rows_at_once = 96, header_bytes = 64 };

/** Results are the products of each row of activations with each row of weights. */
struct product {
  const char * weights;
  size_t bytes_per_row;
  enum ggml_type type;
  int64_t outputs;
  int64_t length;
  const float * activations;
  int64_t activation_stride;
  int64_t rows;
  float * results;
  int64_t result_stride;
};

/** The activations as integers, which all threads share. */
struct shared {
  pair * pairs;
  /* One number for each row, in the memory of the first thread. */
  float * scales;
};

static void read_weights(float * to, const struct product * of, int64_t output, int64_t first, int64_t count) {
  const char * row = of->weights + output * of->bytes_per_row + ggml_row_size(of->type, first);
  if (of->type == GGML_TYPE_F16) {
    ggml_cpu_fp16_to_fp32((const ggml_fp16_t *) row, to, count);
  } else if (of->type == GGML_TYPE_BF16) {
    ggml_cpu_bf16_to_fp32((const ggml_bf16_t *) row, to, count);
  } else {
    ggml_get_type_traits(of->type)->to_float(row, to, count);
  }
}

static int64_t chunk_at(const struct product * of, int64_t first) {
  return of->length - first < chunk_steps ? of->length - first : chunk_steps;
}

/** Each row's scale suits the longest of its chunks. */
static void convert_row(const struct product * of, struct shared shared, int64_t row) {
  const float * from = of->activations + row * of->activation_stride;
  struct extent extent = { 0.0f, 0.0f };
  for (int64_t first = 0; first < of->length; first += chunk_steps) {
    extent = larger_of(extent, extent_of(from + first, chunk_at(of, first)));
  }
  const float scale = scale_of(extent);
  shared.scales[row] = inverse_of(scale);
  to_integers((int16_t *) (shared.pairs + row * (of->length / 2)), from, of->length, scale);
}

/** The weights of `strip_columns` outputs in one chunk. Outputs that do not exist have zeros. */
struct panel {
  pair pairs[chunk_steps / 2 * strip_columns];
  float scales[strip_columns];
};

/** `lane_count` columns of a panel, from `column` on. */
static void load_columns(struct panel * panel, const struct product * of, int64_t first_output, int column, int64_t first,
                         int64_t count) {
  float row[chunk_steps] = { 0 };
  integer_lanes rows[lane_count][chunk_steps / 2 / lane_count];
  for (int lane = 0; lane < lane_count; lane++) {
    const int64_t output = first_output + column + lane;
    if (output < of->outputs) {
      read_weights(row, of, output, first, count);
    } else {
      memset(row, 0, sizeof row);
    }
    const float scale = scale_of(extent_of(row, count));
    panel->scales[column + lane] = inverse_of(scale);
    to_integers((int16_t *) rows[lane], row, chunk_steps, scale);
  }
  for (int64_t block = 0; block < (count / 2 + lane_count - 1) / lane_count; block++) {
    integer_lanes transposed[lane_count];
    for (int lane = 0; lane < lane_count; lane++) {
      transposed[lane] = rows[lane][block];
    }
    transpose(transposed);
    for (int step = 0; step < lane_count; step++) {
      pair * to = panel->pairs + (block * lane_count + step) * strip_columns + column;
      *(integer_lanes *) to = transposed[step];
    }
  }
}

static void load_panel(struct panel * panel, const struct product * of, int64_t first_output, int64_t first, int64_t count) {
  for (int column = 0; column < strip_columns; column += lane_count) {
    load_columns(panel, of, first_output, column, first, count);
  }
}

/** Computes `strip_columns` outputs of some rows. */
static void compute_strip(const struct product * of, struct shared shared, int64_t output, int64_t first_row, int64_t end_row) {
  struct panel panel;
  float part[rows_at_once * strip_columns];
  const int64_t columns = of->outputs - output < strip_columns ? of->outputs - output : strip_columns;
  for (int64_t first = 0; first < of->length; first += chunk_steps) {
    const int64_t count = chunk_at(of, first);
    load_panel(&panel, of, output, first, count);
    const struct right_pairs right = { panel.pairs, panel.scales };
    for (int64_t row = first_row; row < end_row; row += rows_at_once) {
      const int rows = (int) (end_row - row < rows_at_once ? end_row - row : rows_at_once);
      const struct left_pairs left = { shared.pairs + row * (of->length / 2) + first / 2, of->length / 2, 1,
                                       shared.scales + row, 1 };
      float * to = of->results + row * of->result_stride + output;
      if (columns == strip_columns) {
        const struct result_rows results = { to, of->result_stride, first > 0 };
        multiply_pairs(rows, count / 2, left, right, results);
        continue;
      }
      const struct result_rows parts = { part, strip_columns, false };
      multiply_pairs(rows, count / 2, left, right, parts);
      for (int i = 0; i < rows * columns; i++) {
        float * sum = to + i / columns * of->result_stride + i % columns;
        *sum = (first > 0 ? *sum : 0.0f) + part[i / columns * strip_columns + i % columns];
      }
    }
  }
}

/** Computes rows whose integers have room in the work memory. */
static void compute_rows(const struct ggml_compute_params * params, const struct product * of) {
  float own_scales[most_rows];
  struct shared * shared = (struct shared *) params->wdata;
  if (params->ith == 0) {
    shared->pairs = (pair *) ((char *) params->wdata + header_bytes);
    shared->scales = own_scales;
    ggml_threadpool_chunk_set(params->threadpool, params->nth);
  }
  ggml_barrier(params->threadpool);
  const struct shared all = *shared;
  for (int64_t row = params->ith; row < of->rows; row += params->nth) {
    convert_row(of, all, row);
  }
  ggml_barrier(params->threadpool);
  const int64_t strips = (of->outputs + strip_columns - 1) / strip_columns;
  const int64_t wanted = (4 * params->nth + strips - 1) / strips;
  const int64_t possible = of->rows / rows_at_once;
  const int64_t parts = wanted < possible ? wanted : possible < 1 ? 1 : possible;
  for (int64_t job = params->ith; job < strips * parts; job = ggml_threadpool_chunk_add(params->threadpool, 1)) {
    const int64_t part = job / strips;
    compute_strip(of, all, job % strips * strip_columns, of->rows * part / parts, of->rows * (part + 1) / parts);
  }
  ggml_barrier(params->threadpool);
}

static bool is_ours(const struct ggml_compute_params * params, const struct product * of) {
  return !params->use_ref && of->rows >= fewest_rows && of->length % 2 == 0
         && (of->type == GGML_TYPE_F16 || of->type == GGML_TYPE_BF16 || of->type == GGML_TYPE_Q8_0);
}

static bool compute(const struct ggml_compute_params * params, const struct product * of) {
  const size_t bytes_per_row = of->length / 2 * sizeof(pair);
  const int64_t room = params->wsize < header_bytes ? 0 : (int64_t) ((params->wsize - header_bytes) / bytes_per_row);
  const int64_t most = room < most_rows ? room : most_rows;
  if (most < fewest_rows / 4) {
    return false;
  }
  const int64_t passes = (of->rows + most - 1) / most;
  for (int64_t pass = 0; pass < passes; pass++) {
    const int64_t first = of->rows * pass / passes;
    struct product some = *of;
    some.rows = of->rows * (pass + 1) / passes - first;
    some.activations += first * of->activation_stride;
    some.results += first * of->result_stride;
    compute_rows(params, &some);
  }
  return true;
}

#endif

bool __wrap_llamafile_sgemm(const struct ggml_compute_params * params, int64_t m, int64_t n, int64_t k, const void * A,
                            int64_t lda, const void * B, int64_t ldb, void * C, int64_t ldc, int Atype, int Btype, int Ctype) {
#ifdef HAS_INTEGER_BLOCKS
  const struct product product = {
    .weights = A,
    .bytes_per_row = lda * ggml_type_size(Atype),
    .type = Atype,
    .outputs = m,
    .length = k * ggml_blck_size(Atype),
    .activations = B,
    .activation_stride = ldb,
    .rows = n,
    .results = C,
    .result_stride = ldc,
  };
  if (Btype == GGML_TYPE_F32 && Ctype == GGML_TYPE_F32 && is_ours(params, &product) && compute(params, &product)) {
    return true;
  }
#endif
  return __real_llamafile_sgemm(params, m, n, k, A, lda, B, ldb, C, ldc, Atype, Btype, Ctype);
}
