// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "secrets.h"

#include <QDirIterator>
#include <QFile>

namespace parley::test {

using namespace Qt::StringLiterals;

void Secrets::add(const QByteArray &secret)
{
    Q_ASSERT(secret.size() >= SliceLength);
    addSlices(secret);
    addSlices(secret.toBase64());
    addSlices(secret.toPercentEncoding());
}

void Secrets::addSlices(const QByteArray &text)
{
    for (qsizetype i = 0; i + SliceLength <= text.size(); ++i)
        m_slices.insert(text.mid(i, SliceLength));
}

qsizetype Secrets::indexIn(const QByteArray &text) const
{
    for (qsizetype i = 0; i + SliceLength <= text.size(); ++i) {
        if (m_slices.contains(QByteArray::fromRawData(text.constData() + i, SliceLength)))
            return i;
    }
    return -1;
}

QStringList Secrets::filesIn(const QString &folder) const
{
    QStringList found;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = file.readAll();
        if (const qsizetype place = indexIn(content); place >= 0)
            found.append(u"%1 at %2 of %3"_s.arg(file.fileName()).arg(place).arg(content.size()));
    }
    return found;
}

} // namespace parley::test
