// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenprovider.h"

#include <QPointer>

#include <vector>

namespace parley::test {

/// A provider whose abort() does nothing and that does not look at the context either.
class DeafProvider final : public TokenProvider
{
public:
    void fetchToken(const QByteArray &, QObject *context, FetchCallback done) override
    {
        m_context = context;
        m_done.push_back(std::move(done));
    }
    void reloadCredential(QObject *, std::function<void(bool)> done) override
    {
        m_reloaded = std::move(done);
    }
    void abort() override { }

    QPointer<QObject> m_context {}; // of the last fetch
    std::vector<FetchCallback> m_done {};
    std::function<void(bool)> m_reloaded {};
};

} // namespace parley::test
