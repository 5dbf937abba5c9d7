// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "platform/notifier.h"

#include <utility>

namespace parley {

/// All goes to the fallback: a tray icon, where the desktop has one, is Qt's own portable way.
class Notifier::Private
{
public:
    Fallback fallback;
};

Notifier::Notifier(const QString &, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{ }

Notifier::~Notifier() = default;

void Notifier::show(const Notice &notice)
{
    if (d->fallback)
        d->fallback(notice);
}

void Notifier::withdraw(const QString &) { }

void Notifier::withdrawAll() { }

void Notifier::setFallback(Fallback fallback)
{
    d->fallback = std::move(fallback);
}

} // namespace parley
