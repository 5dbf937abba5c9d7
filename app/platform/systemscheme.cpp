// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/systemscheme.h"

namespace parley {

namespace {

constexpr unsigned PrefersDark = 1;
constexpr unsigned PrefersLight = 2;

} // namespace

SystemScheme::SystemScheme(QObject *parent)
    : QObject(parent)
    , m_source(makeSource())
{ }

SystemScheme::~SystemScheme() = default;

void SystemScheme::take(unsigned value)
{
    std::optional<bool> isDark;
    if (value == PrefersDark || value == PrefersLight)
        isDark = value == PrefersDark;
    if (isDark == m_isDark)
        return;
    m_isDark = isDark;
    Q_EMIT changed();
}

} // namespace parley
