// The C interface between VizBench.Torch and libtorch. One generic call reaches every operator that libtorch registers,
// so that the interface does not grow with the product.
#pragma once
#include <stdint.h>

#define VB_API extern "C" __attribute__((visibility("default")))

// What an argument or a result holds. The order is shared with NativeValue.cs.
enum vb_tag : int32_t {
  VB_DEFAULT = 0,  // the schema's default value
  VB_NONE = 1,
  VB_TENSOR = 2,
  VB_INT = 3,
  VB_DOUBLE = 4,
  VB_BOOL = 5,
  VB_INT_LIST = 6,
  VB_DOUBLE_LIST = 7,
  VB_TENSOR_LIST = 8,
  VB_STRING = 9,
  VB_DEVICE = 10,  // n is the device type, i64 the index
};

struct vb_value {
  int32_t tag;
  int32_t n;  // length of a list or string
  union {
    int64_t i64;
    double f64;
    void* ptr;
  };
};

// Every function returns 0 when it worked, else 1 with a message in vb_error (thread-local).
VB_API const char* vb_error();
VB_API int vb_initialise();
VB_API int vb_op(const char* name, const char* overload, void** op);
VB_API int vb_op_schema(void* op, char* text, int32_t capacity);
VB_API int vb_call(void* op, const vb_value* arguments, int32_t n, vb_value* results, int32_t capacity, int32_t* n_results);

VB_API void vb_tensor_free(void* tensor);
VB_API int vb_tensor_alias(void* tensor, void** alias);
VB_API int vb_tensor_from_data(const void* data, const int64_t* sizes, int32_t dims, int32_t dtype, void** tensor);
VB_API int vb_tensor_info(void* tensor, int64_t* sizes, int64_t* strides, int32_t capacity, int32_t* dims, int32_t* dtype, int32_t* device,
                          int32_t* index);
VB_API int vb_tensor_data(void* tensor, void** data);
VB_API int32_t vb_tensor_requires_grad(void* tensor);
VB_API int vb_tensor_set_requires_grad(void* tensor, int32_t value);
VB_API int32_t vb_tensor_is_leaf(void* tensor);
VB_API int64_t vb_live_tensors();

VB_API int vb_autograd_grad(void** outputs, int32_t n_outputs, void** inputs, int32_t n_inputs, void** grad_outputs, int32_t retain_graph,
                            int32_t create_graph, int32_t allow_unused, void** grads);
VB_API int32_t vb_grad_enabled();
VB_API void vb_set_grad_enabled(int32_t value);

VB_API int vb_set_threads(int32_t n, int32_t* blas_controlled);
VB_API int32_t vb_threads();
VB_API int32_t vb_blas_threads();
VB_API int32_t vb_cuda_devices();
VB_API int vb_cuda_synchronize(int32_t index);
VB_API int vb_set_flag(const char* name, int32_t value);
VB_API int vb_describe(const char* what, char* text, int32_t capacity);
