// libtorch's optional values and text: its own classes up to 2.4, the standard library's from then on.
#pragma once

#include <torch/version.h>

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 6)
#include <optional>
#include <string_view>
template <class T>
using Maybe = std::optional<T>;
using Text = std::string_view;
inline constexpr auto nothing = std::nullopt;
#else
#include <c10/util/Optional.h>
#include <c10/util/string_view.h>
template <class T>
using Maybe = c10::optional<T>;
using Text = c10::string_view;
inline constexpr auto nothing = c10::nullopt;
#endif
