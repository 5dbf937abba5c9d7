// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "twilsock/transport.h"

namespace parley {

/// Opens Twilio's end point in the region that \a regionOf names at that moment, whatever URL the
/// connection asks for: the region may stand in the token, which comes after the client is made.
[[nodiscard]] twilsock::TransportFactory regionTransports(twilsock::TransportFactory transports,
                                                          std::function<QString()> regionOf);

} // namespace parley
