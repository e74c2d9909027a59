// The boxed call: arguments are converted by the kinds of the operator's own schema, found once per operator.
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/List.h>
#include <ATen/core/Tensor.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "vb_common.h"

namespace {

using c10::IValue;
using c10::TypeKind;

enum class Kind { Tensor, Int, Float, Bool, Number, String, Device, IntList, FloatList, BoolList, TensorList, OptionalTensorList, Unsupported };

struct Operator {
  c10::OperatorHandle handle;
  std::vector<Kind> kinds;
};

Kind kind_of_element(const c10::TypePtr& element) {
  switch (element->kind()) {
    case TypeKind::TensorType: return Kind::TensorList;
    case TypeKind::IntType: return Kind::IntList;
    case TypeKind::FloatType: return Kind::FloatList;
    case TypeKind::BoolType: return Kind::BoolList;
    case TypeKind::OptionalType: return Kind::OptionalTensorList;
    default: return Kind::Unsupported;
  }
}

Kind kind_of(c10::TypePtr type) {
  if (type->kind() == TypeKind::OptionalType) type = type->castRaw<c10::OptionalType>()->getElementType();
  switch (type->kind()) {
    case TypeKind::TensorType: return Kind::Tensor;
    case TypeKind::IntType: return Kind::Int;  // also ScalarType, Layout and MemoryFormat
    case TypeKind::FloatType: return Kind::Float;
    case TypeKind::BoolType: return Kind::Bool;
    case TypeKind::NumberType: return Kind::Number;
    case TypeKind::StringType: return Kind::String;
    case TypeKind::DeviceObjType: return Kind::Device;
    case TypeKind::ListType: return kind_of_element(type->castRaw<c10::ListType>()->getElementType());
    default: return Kind::Unsupported;
  }
}

[[noreturn]] void wrong_kind(const Operator& op, size_t i, const vb_value& v) {
  const auto& schema = op.handle.schema();
  throw std::invalid_argument(schema.name() + ": argument '" + schema.arguments()[i].name() + "' is " +
                              schema.arguments()[i].type()->str() + "; a value with tag " + std::to_string(v.tag) + " can't become one");
}

IValue integers(const vb_value& v) {
  c10::List<int64_t> list;
  list.reserve(v.n);
  for (auto p = static_cast<const int64_t*>(v.ptr), end = p + v.n; p != end; ++p) list.push_back(*p);
  return list;
}

IValue doubles(const vb_value& v) {
  c10::List<double> list;
  list.reserve(v.n);
  for (auto p = static_cast<const double*>(v.ptr), end = p + v.n; p != end; ++p) list.push_back(*p);
  return list;
}

IValue booleans(const vb_value& v) {
  c10::List<bool> list;
  list.reserve(v.n);
  for (auto p = static_cast<const int64_t*>(v.ptr), end = p + v.n; p != end; ++p) list.push_back(*p != 0);
  return list;
}

IValue tensors(const vb_value& v) {
  c10::List<at::Tensor> list;
  list.reserve(v.n);
  for (auto p = static_cast<void**>(v.ptr), end = p + v.n; p != end; ++p) list.push_back(vb::borrow(*p));
  return list;
}

IValue optional_tensors(const vb_value& v) {
  c10::List<vb::OptionalTensor> list;
  list.reserve(v.n);
  for (auto p = static_cast<void**>(v.ptr), end = p + v.n; p != end; ++p)
    list.push_back(*p ? vb::OptionalTensor(vb::borrow(*p)) : vb::OptionalTensor());
  return list;
}

IValue default_of(const Operator& op, size_t i) {
  const auto& argument = op.handle.schema().arguments()[i];
  if (argument.default_value().has_value()) return *argument.default_value();
  if (argument.type()->kind() == TypeKind::OptionalType) return IValue();
  throw std::invalid_argument(op.handle.schema().name() + ": argument '" + argument.name() + "' has no default");
}

IValue to_ivalue(const Operator& op, size_t i, const vb_value& v) {
  if (v.tag == VB_DEFAULT) return default_of(op, i);
  if (v.tag == VB_NONE) return IValue();
  switch (op.kinds[i]) {
    case Kind::Tensor:
      if (v.tag == VB_TENSOR) return vb::borrow(v.ptr);
      break;
    case Kind::Int:
      if (v.tag == VB_INT || v.tag == VB_BOOL) return v.i64;
      break;
    case Kind::Float:
      if (v.tag == VB_DOUBLE) return v.f64;
      if (v.tag == VB_INT) return static_cast<double>(v.i64);
      break;
    case Kind::Bool:
      if (v.tag == VB_BOOL) return v.i64 != 0;
      break;
    case Kind::Number:
      if (v.tag == VB_DOUBLE) return v.f64;
      if (v.tag == VB_INT) return v.i64;
      if (v.tag == VB_BOOL) return v.i64 != 0;
      break;
    case Kind::String:
      if (v.tag == VB_STRING) return std::string(static_cast<const char*>(v.ptr), v.n);
      break;
    case Kind::Device:
      if (v.tag == VB_DEVICE) return c10::Device(static_cast<c10::DeviceType>(v.n), static_cast<c10::DeviceIndex>(v.i64));
      break;
    case Kind::IntList:
      if (v.tag == VB_INT_LIST) return integers(v);
      break;
    case Kind::FloatList:
      if (v.tag == VB_DOUBLE_LIST) return doubles(v);
      break;
    case Kind::BoolList:
      if (v.tag == VB_INT_LIST) return booleans(v);
      break;
    case Kind::TensorList:
      if (v.tag == VB_TENSOR_LIST) return tensors(v);
      break;
    case Kind::OptionalTensorList:
      if (v.tag == VB_TENSOR_LIST) return optional_tensors(v);
      break;
    case Kind::Unsupported: break;
  }
  wrong_kind(op, i, v);
}

vb_value to_value(const IValue& value) {
  vb_value v{};
  if (value.isNone()) {
    v.tag = VB_NONE;
  } else if (value.isTensor()) {
    v.ptr = vb::own(value.toTensor());
    v.tag = v.ptr ? VB_TENSOR : VB_NONE;
  } else if (value.isInt()) {
    v.tag = VB_INT;
    v.i64 = value.toInt();
  } else if (value.isDouble()) {
    v.tag = VB_DOUBLE;
    v.f64 = value.toDouble();
  } else if (value.isBool()) {
    v.tag = VB_BOOL;
    v.i64 = value.toBool();
  } else {
    throw std::invalid_argument("a result of type " + value.tagKind() + " has no counterpart here");
  }
  return v;
}

}  // namespace

VB_API int vb_op(const char* name, const char* overload, void** op) {
  return vb::guarded([&] {
    // Operators live as long as the process, so the caller may keep the pointer in a static field.
    static std::mutex mutex;
    static std::unordered_map<std::string, std::unique_ptr<Operator>> known;
    const auto key = std::string(name) + "." + overload;
    const std::lock_guard<std::mutex> lock(mutex);
    auto& slot = known[key];
    if (!slot) {
      auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
      if (!handle) {
        known.erase(key);
        throw std::invalid_argument("this libtorch has no operator " + key);
      }
      std::vector<Kind> kinds;
      for (const auto& argument : handle->schema().arguments()) kinds.push_back(kind_of(argument.type()));
      slot.reset(new Operator{*handle, std::move(kinds)});
    }
    *op = slot.get();
  });
}

VB_API int vb_op_schema(void* op, char* text, int32_t capacity) {
  return vb::guarded([&] {
    std::ostringstream out;
    out << static_cast<Operator*>(op)->handle.schema();
    vb::copy_text(out.str(), text, capacity);
  });
}

VB_API int vb_call(void* pointer, const vb_value* arguments, int32_t n, vb_value* results, int32_t capacity, int32_t* n_results) {
  return vb::guarded([&] {
    const auto& op = *static_cast<Operator*>(pointer);
    const auto expected = op.kinds.size();
    if (static_cast<size_t>(n) > expected)
      throw std::invalid_argument(op.handle.schema().name() + " takes " + std::to_string(expected) + " arguments, not " + std::to_string(n));
    torch::jit::Stack stack;
    stack.reserve(std::max<size_t>(expected, 4));
    for (size_t i = 0; i < expected; ++i)
      stack.push_back(i < static_cast<size_t>(n) ? to_ivalue(op, i, arguments[i]) : default_of(op, i));
    op.handle.callBoxed(stack);
    if (stack.size() > static_cast<size_t>(capacity)) throw std::invalid_argument(op.handle.schema().name() + " returns more results than expected");
    *n_results = 0;
    try {
      for (; *n_results < static_cast<int32_t>(stack.size()); ++*n_results) results[*n_results] = to_value(stack[*n_results]);
    } catch (...) {
      // The caller hears of an error alone, so what it was to own must go.
      for (int32_t i = 0; i < *n_results; ++i) {
        if (results[i].tag == VB_TENSOR) vb_tensor_free(results[i].ptr);
      }
      throw;
    }
  });
}
