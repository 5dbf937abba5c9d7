// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

namespace parley {

/// Asks for a password on standard error, and keeps the terminal from showing what is typed on
/// standard input as long as this object lives. Does nothing where standard input is no terminal.
class HiddenTyping final
{
public:
    HiddenTyping();
    ~HiddenTyping();
    HiddenTyping(const HiddenTyping &) = delete;
    HiddenTyping &operator=(const HiddenTyping &) = delete;

private:
    struct Before; ///< the terminal's settings
    std::unique_ptr<Before> m_before; ///< null: no terminal
};

} // namespace parley
