// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

namespace parley::test {

/// Stands before a token end point and keeps what goes through: the only way to know the secrets
/// that were given out.
class Tee final : public QObject
{
    Q_OBJECT

public:
    explicit Tee(const QUrl &target);
    [[nodiscard]] QString url() const;
    [[nodiscard]] QList<QByteArray> tokens() const; ///< everything that looks like a JWT
    /// The values of the JSON member \a name in all answers.
    [[nodiscard]] QList<QByteArray> values(const QByteArray &name) const;

private:
    void forward(QTcpSocket &client);
    [[nodiscard]] QList<QByteArray> found(const QRegularExpression &pattern) const;

    const QUrl m_target;
    QTcpServer m_server;
    QByteArray m_answers;
};

} // namespace parley::test
