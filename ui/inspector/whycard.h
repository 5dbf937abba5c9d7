// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "session/advice/tokenexplanation.h"

#include <QFrame>

#include <array>

class QLabel;
class QPushButton;
class QScrollArea;

namespace parley::ui {

/// Why the token is as it is: the sentences of explain() in the user's language, with a way to the
/// lines of the trace that tell the same in detail. Scrolls where it has too little room.
class WhyCard final : public QFrame
{
    Q_OBJECT

public:
    explicit WhyCard(QWidget *parent = nullptr);

    void setExplanation(const TokenExplanation &explanation);
    /// All sentences, in their order.
    [[nodiscard]] QString text() const;
    /// The most important sentence.
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user wants to see the lines of the trace from \a since on.
    void traceRequested(parley::WallTime since);

protected:
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void applyColors();
    void keepHeight();

    TokenExplanation m_explanation {};
    int m_wantedHeight = 0; ///< for all sentences at this width
    QScrollArea *m_scroll = nullptr;
    QLabel *m_headline = nullptr;
    std::array<QLabel *, 4> m_parts {}; ///< one for each TokenExplanation::Part
    QPushButton *m_trace = nullptr;
};

} // namespace parley::ui
