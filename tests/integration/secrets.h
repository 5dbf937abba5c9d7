// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QSet>
#include <QString>

namespace parley::test {

/// Texts that must be nowhere, found by any 20 characters of them.
class Secrets
{
public:
    static constexpr qsizetype SliceLength = 20;

    /// A text of at least SliceLength characters; also as base64 and percent-encoded.
    void add(const QByteArray &secret);
    [[nodiscard]] bool isEmpty() const { return m_slices.isEmpty(); }
    /// Where in \a text one begins; -1: nowhere.
    [[nodiscard]] qsizetype indexIn(const QByteArray &text) const;
    /// Every file under \a folder that holds one, with the place.
    [[nodiscard]] QStringList filesIn(const QString &folder) const;

private:
    void addSlices(const QByteArray &text);

    QSet<QByteArray> m_slices;
};

} // namespace parley::test
