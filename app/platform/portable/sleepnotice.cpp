// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/sleepnotice.h"

namespace parley {

class SleepNotice::Private
{ };

SleepNotice::SleepNotice(QObject *parent)
    : QObject(parent)
{ }

SleepNotice::~SleepNotice() = default;

} // namespace parley
