// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/session.h"

namespace parley {

/// The endpoint doctor: fetches one token and checks what newcomers get wrong, in a fixed order.
class EndpointDoctor final : public QObject
{
    Q_OBJECT

public:
    /// `name`: reached, tls, status, contentType, jwt, algorithm, prefixes, grant, identity,
    /// lifetime, notBefore, clock, service. `fix` is empty when ok.
    struct Check
    {
        QString name {};
        bool ok = false;
        QString detail {};
        QString fix {};
    };

    EndpointDoctor(SessionConfig config, SessionParts parts, QObject *parent = nullptr);
    ~EndpointDoctor() override;

    /// Once per object. Ends with finished(); destroying the object cancels.
    void run(const QString &secret);

Q_SIGNALS:
    /// A check that cannot be made any more is left out.
    void checked(const parley::EndpointDoctor::Check &check);
    void finished(bool allOk);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace parley
