// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "localservice/localservice.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace parley {
class TokenManager;
}

namespace parley::ui {

class EmbeddedService;
class Experiments;
class SteadyLabel;

/// Faults of the embedded service, for demonstrations: what goes wrong, how often, and what there
/// will be to see.
class FaultPanel final : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive this object.
    FaultPanel(Experiments &experiments, TokenManager &tokens, Clock &clock,
               QWidget *parent = nullptr);

    /// So many, with pauses that grow, last longer than the half minute after which the status bar
    /// warns.
    static constexpr int DefaultFailures = 6;

    /// What the choices of the moment ask for.
    [[nodiscard]] localservice::Faults chosenFaults() const;
    /// Nothing goes wrong any more, and tokens live as long as usual.
    void endFaults();
    [[nodiscard]] QString status() const;

private:
    QWidget *makeTokenFaults();
    QWidget *makeService();
    void kindChanged();
    void apply();
    void setLife();
    /// Asks for a token at once, so that the fault is seen.
    void refresh();
    /// Those in force, whatever part of the program has set them.
    void showFaults();
    void showStatus();

    Experiments &m_experiments;
    EmbeddedService &m_service;
    TokenManager &m_tokens;
    QSpinBox *m_count = nullptr;
    QComboBox *m_kind = nullptr;
    QSpinBox *m_wait = nullptr; ///< Retry-After, or how late
    QLabel *m_waitLabel = nullptr;
    SteadyLabel *m_hint = nullptr;
    QPushButton *m_apply = nullptr;
    QComboBox *m_life = nullptr;
    QCheckBox *m_endpointUp = nullptr;
    QCheckBox *m_serviceUp = nullptr;
    QComboBox *m_latency = nullptr;
    QLabel *m_status = nullptr;
};

} // namespace parley::ui
