// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/media.h"

#include <QMetaType>
#include <QPoint>
#include <QString>
#include <QUrl>

#include <vector>

namespace parley::ui {

/// Whether the service takes changes of the messages that are shown: not while they are those that
/// were kept on disk.
enum class Changeable { Yes, No };

/// What the user wants to be done with a message, or with a part of it.
struct MessageAction
{
    enum class Kind {
        Reply, ///< `index`
        Edit, ///< `index`, `text`: what it says now
        Delete, ///< `indexes`
        React, ///< `index`, `text`: the emoji, `isOn`
        Pin, ///< `index`, `isOn`: or take the pin away
        ChooseReaction, ///< `index`, `position`: near which all emoji are offered
        ShowQuoted, ///< `index`: of the quoted message
        Retry, ///< `localId`
        Discard, ///< `localId`
        OpenLink, ///< `url`
        ShowPicture, ///< `media`
        OpenFile, ///< `media`
        SaveFile, ///< `media`
    };
    Kind kind = Kind::Reply;
    qint64 index = -1;
    std::vector<qint64> indexes {};
    QString localId {};
    QString text {};
    bool isOn = false;
    QPoint position {}; ///< global
    QUrl url {};
    chat::Media media {};
};

} // namespace parley::ui

Q_DECLARE_METATYPE(parley::ui::MessageAction)
