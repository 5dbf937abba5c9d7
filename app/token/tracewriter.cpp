// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "token/tracewriter.h"

#include "token/tokenmanager.h"

#include <QIODevice>
#include <QJsonDocument>

namespace parley {

TraceWriter::TraceWriter(const TokenManager &manager, QIODevice &device, QObject *parent)
    : QObject(parent)
    , m_device(&device)
{
    connect(&manager, &TokenManager::traced, this, [this](const QJsonObject &entry) {
        if (m_device)
            m_device->write(line(entry));
    });
}

QByteArray TraceWriter::line(const QJsonObject &entry)
{
    return QJsonDocument(entry).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace parley
