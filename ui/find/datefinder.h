// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/chatclient.h"

#include <QDate>

#include <functional>

namespace parley::ui {

/// The first message that was written on \a day (local time) or later; empty: all are older.
using DayFound = chat::Callback<std::optional<chat::Message>>;

/// Finds a day in a conversation's history with few requests, however long the history is: the
/// messages are in the order of time, so half of the rest is left out each time. \a client must
/// outlive \a context; \a newest is the index of the newest message.
void findDay(chat::ChatClient &client, const QString &conversation, qint64 newest, const QDate &day,
             QObject *context, const DayFound &done);

} // namespace parley::ui
