// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "twilsock/frame.h"
#include "twilsock/phase.h"

#include <cstdint>

using namespace parley::twilsock;

namespace {

void look(const QByteArray &bytes)
{
    const auto decoded = decodeFrame(bytes);
    if (const auto *error = std::get_if<FrameError>(&decoded)) {
        Q_ASSERT(!error->detail.isEmpty());
        return;
    }
    const auto &frame = std::get<Frame>(decoded);
    Q_ASSERT(frame.payload.size() <= MaxPayloadBytes);
    static_cast<void>(frame.payloadObject());
    static_cast<void>(Status::of(frame).describe());
    // What we read we can write, and read again.
    const auto again = decodeFrame(encodeFrame(frame));
    Q_ASSERT(std::holds_alternative<Frame>(again));
    Q_ASSERT(std::get<Frame>(again).payload == frame.payload);
    Q_ASSERT(std::get<Frame>(again).id() == frame.id());
    Q_ASSERT(std::holds_alternative<Frame>(decodeFrame(encodeAck(frame.id()))));
}

} // namespace

/// One WebSocket message; and one whose header is the input, with the length that it has.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    look(input);
    look("TWILSOCK V3.0 " + QByteArray::number(input.size()) + "\r\n" + input + "\r\n{}\r\n");
    return 0;
}
