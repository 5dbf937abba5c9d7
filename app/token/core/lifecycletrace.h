// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/core/tokenlifecycle.h"

#include <QJsonObject>

#include <functional>

namespace parley {

/// What a line of the trace needs besides the effect itself.
struct TraceContext
{
    const Now &now;
    const TokenLifecycle &lifecycle;
    std::function<QString(ConsumerId)> consumerName;
};

/// One effect as a line of the trace: `kind` and its fields, and the times of both clocks. Empty
/// for an effect that the trace does not tell. Never a secret; the same run gives the same lines.
[[nodiscard]] QJsonObject traceEntry(const TokenEffect &effect, const TraceContext &context);

} // namespace parley
