// Tensors and automatic differentiation.
#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include "vb_common.h"

namespace vb {

std::atomic<int64_t> live_tensors{0};
static thread_local std::string error;
void set_error(const char* message) { error = message; }

static torch::autograd::variable_list list_of(void** handles, int32_t n) {
  torch::autograd::variable_list list;
  list.reserve(n);
  for (int32_t i = 0; i < n; ++i) list.push_back(handles ? borrow(handles[i]) : at::Tensor());
  return list;
}

}  // namespace vb

VB_API const char* vb_error() { return vb::error.c_str(); }
VB_API int64_t vb_live_tensors() { return vb::live_tensors.load(std::memory_order_relaxed); }

VB_API void vb_tensor_free(void* tensor) {
  if (!tensor) return;
  vb::live_tensors.fetch_sub(1, std::memory_order_relaxed);
  // Takes the handle's reference over and drops it.
  c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim(static_cast<at::TensorImpl*>(tensor));
}

VB_API int vb_tensor_alias(void* tensor, void** alias) {
  return vb::guarded([&] { *alias = vb::own(vb::borrow(tensor).alias()); });
}

VB_API int vb_tensor_from_data(const void* data, const int64_t* sizes, int32_t dims, int32_t dtype, void** tensor) {
  return vb::guarded([&] {
    const auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
    auto result = at::empty(at::IntArrayRef(sizes, dims), options);
    if (result.numel() > 0) std::memcpy(result.data_ptr(), data, result.nbytes());
    *tensor = vb::own(std::move(result));
  });
}

VB_API int vb_tensor_info(void* tensor, int64_t* sizes, int64_t* strides, int32_t capacity, int32_t* dims, int32_t* dtype, int32_t* device,
                          int32_t* index) {
  return vb::guarded([&] {
    const auto impl = static_cast<at::TensorImpl*>(tensor);
    *dims = static_cast<int32_t>(impl->dim());
    *dtype = static_cast<int32_t>(c10::typeMetaToScalarType(impl->dtype()));
    *device = static_cast<int32_t>(impl->device().type());
    *index = impl->device().index();
    for (int32_t i = 0; i < *dims && i < capacity; ++i) {
      sizes[i] = impl->size(i);
      strides[i] = impl->stride(i);
    }
  });
}

VB_API int vb_tensor_data(void* tensor, void** data) {
  return vb::guarded([&] { *data = vb::borrow(tensor).data_ptr(); });
}

VB_API int32_t vb_tensor_requires_grad(void* tensor) { return vb::borrow(tensor).requires_grad(); }
VB_API int32_t vb_tensor_is_leaf(void* tensor) { return vb::borrow(tensor).is_leaf(); }

VB_API int vb_tensor_set_requires_grad(void* tensor, int32_t value) {
  return vb::guarded([&] { vb::borrow(tensor).set_requires_grad(value != 0); });
}

VB_API int vb_autograd_grad(void** outputs, int32_t n_outputs, void** inputs, int32_t n_inputs, void** grad_outputs, int32_t retain_graph,
                            int32_t create_graph, int32_t allow_unused, void** grads) {
  return vb::guarded([&] {
    auto results = torch::autograd::grad(vb::list_of(outputs, n_outputs), vb::list_of(inputs, n_inputs),
                                         grad_outputs ? vb::list_of(grad_outputs, n_outputs) : torch::autograd::variable_list(),
                                         retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (int32_t i = 0; i < n_inputs; ++i) grads[i] = vb::own(std::move(results[i]));
  });
}

VB_API int32_t vb_grad_enabled() { return at::GradMode::is_enabled(); }
VB_API void vb_set_grad_enabled(int32_t value) { at::GradMode::set_enabled(value != 0); }
