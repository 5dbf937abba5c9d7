// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QMenu>

namespace parley {
class TokenManager;
}

namespace parley::ui {

class EmbeddedService;

/// 'Simulate': faults of the embedded service, for demonstrations. Each says what will be seen.
class SimulateMenu final : public QMenu
{
    Q_OBJECT

public:
    /// Both must outlive this object.
    SimulateMenu(EmbeddedService &service, TokenManager &tokens, QWidget *parent = nullptr);

private:
    void addFaults();
    void addServiceActions();
    void addEndpointActions();
    /// Asks for a token at once, so that the fault is seen.
    void refresh();
    void endFaults();

    EmbeddedService &m_service;
    TokenManager &m_tokens;
    QAction *m_endpointUp = nullptr;
};

} // namespace parley::ui
