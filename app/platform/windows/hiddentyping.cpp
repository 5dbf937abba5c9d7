// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/hiddentyping.h"

#include <cstdio>

#include <windows.h>

namespace parley {

struct HiddenTyping::Before
{
    DWORD mode = 0;
};

HiddenTyping::HiddenTyping()
{
    const HANDLE input = ::GetStdHandle(STD_INPUT_HANDLE);
    DWORD mode = 0;
    if (::GetConsoleMode(input, &mode) == 0)
        return;
    m_before = std::make_unique<Before>(Before { mode });
    ::SetConsoleMode(input, mode & ~DWORD(ENABLE_ECHO_INPUT));
    std::fputs("Password: ", stderr);
}

HiddenTyping::~HiddenTyping()
{
    if (!m_before)
        return;
    ::SetConsoleMode(::GetStdHandle(STD_INPUT_HANDLE), m_before->mode);
    std::fputs("\n", stderr);
}

} // namespace parley
