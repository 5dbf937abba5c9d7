// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspector/tokenfindings.h"
#include "token/tokenmanager.h"

#include <QWidget>

class QFormLayout;
class QVBoxLayout;

namespace parley::ui {

class ElidedLabel;

/// What the token of the moment says, in plain words, and what is wrong with it. Never the token
/// itself.
class ClaimsView final : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive this object.
    ClaimsView(TokenManager &tokens, Clock &clock, QWidget *parent = nullptr);

    void setExpectedIdentity(const QString &identity) { m_expectedIdentity = identity; }
    /// What the keychain keeps, in a sentence.
    void setKept(const QString &text);
    /// Reads the token again; call it when it or the time has changed.
    void refresh();
    [[nodiscard]] const std::vector<Finding> &findings() const { return m_findings; }

private:
    ElidedLabel *addRow(QFormLayout &form, const QString &label, const QString &claim);
    void showFindings(std::vector<Finding> findings);
    void showClaims(const std::optional<AccessToken> &token);

    TokenManager &m_tokens;
    Clock &m_clock;
    QString m_expectedIdentity;
    std::vector<Finding> m_findings;
    QVBoxLayout *m_findingsBox = nullptr;
    ElidedLabel *m_user = nullptr;
    ElidedLabel *m_issued = nullptr;
    ElidedLabel *m_expires = nullptr;
    ElidedLabel *m_life = nullptr;
    ElidedLabel *m_service = nullptr;
    ElidedLabel *m_account = nullptr;
    ElidedLabel *m_key = nullptr;
    ElidedLabel *m_grants = nullptr;
    ElidedLabel *m_generation = nullptr;
    ElidedLabel *m_fingerprint = nullptr;
    ElidedLabel *m_clockOffset = nullptr;
    ElidedLabel *m_kept = nullptr;
};

} // namespace parley::ui
