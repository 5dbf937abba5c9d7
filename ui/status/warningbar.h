// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/tokenmanager.h"

#include <QWidget>

#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;

namespace parley::ui {

class ElidedLabel;

/// The warning of rule warningLine: what is wrong, what comes next, and what can be done. It clears
/// itself; hidden while there is nothing to warn of.
class WarningBar final : public QWidget
{
    Q_OBJECT

public:
    /// One line; or the sentence above the buttons; or sentence, schedule and buttons one below the
    /// other, and the sentence may take several lines.
    enum class Shape { Line, Rows, NarrowRows };

    /// \a tokens must outlive this object; \a parent must not be null.
    WarningBar(TokenManager &tokens, QWidget *parent);

    [[nodiscard]] std::optional<TokenManager::Warning> warning() const { return m_warning; }
    /// All of its words; empty: no warning is shown.
    [[nodiscard]] QString text() const;
    /// The part of text() that counts down.
    [[nodiscard]] QString scheduleText() const;
    [[nodiscard]] QPushButton *retryButton() const { return m_retry; }

    /// Writes the words anew: time has passed, or the manager has changed.
    void updateTexts();
    [[nodiscard]] Shape shape() const { return m_shape; }
    void setShape(Shape shape);
    /// In pixels, of all of its words in one line.
    [[nodiscard]] int lineWidth() const;

Q_SIGNALS:
    /// Once for each warning; a countdown in it changes the text without a signal.
    void appeared();
    void cleared();
    void detailsRequested();
    void signInRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showWarning(TokenManager::Warning warning);
    void clearWarning();
    void updateRetry();
    void retry();
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QString schedule() const;
    void applyColors();

    TokenManager &m_tokens;
    std::optional<TokenManager::Warning> m_warning {};
    std::optional<TokenManager::SignInReason> m_signInReason {};
    std::optional<TokenError> m_cause {}; ///< of the warning, kept while a retry is under way
    Shape m_shape = Shape::Line;

    QGridLayout *m_layout = nullptr;
    QLabel *m_icon = nullptr;
    ElidedLabel *m_sentence = nullptr;
    QLabel *m_schedule = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_details = nullptr;
};

} // namespace parley::ui
