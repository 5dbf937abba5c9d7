// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/hiddentyping.h"

#include <cstdio>

#include <termios.h>
#include <unistd.h>

namespace parley {

struct HiddenTyping::Before
{
    termios settings {};
};

HiddenTyping::HiddenTyping()
{
    termios settings {};
    if (::tcgetattr(STDIN_FILENO, &settings) != 0)
        return;
    m_before = std::make_unique<Before>(Before { settings });
    settings.c_lflag &= ~tcflag_t(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings);
    std::fputs("Password: ", stderr);
}

HiddenTyping::~HiddenTyping()
{
    if (!m_before)
        return;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &m_before->settings);
    std::fputs("\n", stderr);
}

} // namespace parley
