// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "token/oneshot.h"

#include <QPointer>
#include <QWidget>

class QLineEdit;
class QPushButton;
class QToolButton;

namespace parley::ui {

class BusyBar;
class ElidedLabel;
class MessageSearch;

/// A bar for finding words in the open conversation: the words, how far the search is, and the way
/// from hit to hit.
class FindBar final : public QWidget
{
    Q_OBJECT

public:
    /// \a search and \a clock must outlive this object. F3 works everywhere in \a page.
    FindBar(MessageSearch &search, Clock &clock, QWidget *page);

    /// Shows the bar with the focus on the words.
    void open();
    /// Ends the search; the focus goes back to the widget that had it before.
    void close();
    [[nodiscard]] QLineEdit *field() const { return m_field; }
    /// How far the search is, as it is shown.
    [[nodiscard]] QString status() const;

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    QToolButton *addButton(const QString &icon, const QString &name, const QString &toolTip);
    void startSearch();
    void step(bool older);
    void showState();
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] QString searchedText() const;

    MessageSearch &m_search;
    OneShot m_delay; ///< between the letters
    QLineEdit *m_field = nullptr;
    QToolButton *m_older = nullptr;
    QToolButton *m_newer = nullptr;
    QToolButton *m_close = nullptr;
    ElidedLabel *m_status = nullptr;
    QPushButton *m_stop = nullptr; ///< also searches on
    BusyBar *m_busy = nullptr;
    QPointer<QWidget> m_before; ///< had the focus
};

} // namespace parley::ui
