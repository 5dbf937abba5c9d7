// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "find/findbar.h"

#include "errortexts.h"
#include "find/messagesearch.h"
#include "theme/icons.h"
#include "theme/stylepainter.h"
#include "widgets/announce.h"
#include "widgets/busybar.h"
#include "widgets/elidedlabel.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr std::chrono::milliseconds TypingPause { 150 };

} // namespace

FindBar::FindBar(MessageSearch &search, Clock &clock, QWidget *page)
    : QWidget(page)
    , m_search(search)
    , m_delay(clock)
    , m_field(new QLineEdit(this))
    , m_status(new ElidedLabel(this))
    , m_stop(new QPushButton(this))
    , m_busy(new BusyBar(this))
{
    m_field->setPlaceholderText(tr("Find in this conversation"));
    m_field->setAccessibleName(tr("Find in this conversation"));
    m_field->addAction(themedIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_field->setClearButtonEnabled(true);
    m_older = addButton(u"arrow-up"_s, tr("Next hit, older"), tr("Next hit, older (Enter, F3)"));
    m_newer = addButton(u"arrow-down"_s, tr("Previous hit, newer"),
                        tr("Previous hit, newer (Shift+Enter, Shift+F3)"));
    m_close = addButton(u"close"_s, tr("Close"), tr("Close (Esc)"));
    m_status->setMuted(true);
    layOut();
    connect(m_field, &QLineEdit::textChanged, this,
            [this] { m_delay.start(TypingPause, [this] { startSearch(); }); });
    connect(m_older, &QToolButton::clicked, this, [this] { step(true); });
    connect(m_newer, &QToolButton::clicked, this, [this] { step(false); });
    connect(m_close, &QToolButton::clicked, this, &FindBar::close);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_search.state() == MessageSearch::State::Searching)
            m_search.stop();
        else
            m_search.resume();
    });
    // Also while the focus is in the messages.
    const auto addKey = [this, page](const QKeySequence &keys, bool older) {
        auto *shortcut = new QShortcut(keys, page);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, older] {
            if (isVisible())
                step(older);
            else
                open();
        });
    };
    addKey(Qt::Key_F3, true);
    addKey(Qt::SHIFT | Qt::Key_F3, false);
    connect(&m_search, &MessageSearch::changed, this, &FindBar::showState);
    hide();
    showState();
}

void FindBar::layOut()
{
    auto *words = new QHBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_field, 1);
    words->addSpacing(4);
    words->addWidget(m_older);
    words->addWidget(m_newer);
    words->addWidget(m_close);
    auto *state = new QHBoxLayout;
    state->addWidget(m_status, 1);
    state->addWidget(m_stop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 6, 8, 4);
    layout->setSpacing(4);
    layout->addLayout(words);
    layout->addLayout(state);
    layout->addWidget(m_busy);
    // What stands below does not move when the search begins or ends.
    QSizePolicy kept = m_busy->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_busy->setSizePolicy(kept);
    kept = m_stop->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_stop->setSizePolicy(kept);
}

QToolButton *FindBar::addButton(const QString &icon, const QString &name, const QString &toolTip)
{
    auto *button = new QToolButton(this);
    button->setIcon(themedIcon(icon));
    button->setIconSize(QSize(20, 20));
    button->setFixedSize(32, 32);
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(toolTip);
    return button;
}

void FindBar::open()
{
    if (!isVisible())
        m_before = QApplication::focusWidget();
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    if (!m_field->text().isEmpty() && m_search.state() == MessageSearch::State::Idle)
        startSearch();
}

void FindBar::close()
{
    m_delay.stop();
    m_search.start({});
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_before != nullptr && m_before->isVisible())
        m_before->setFocus(Qt::OtherFocusReason);
    Q_EMIT closed();
}

void FindBar::startSearch()
{
    m_delay.stop();
    m_search.start(m_field->text().trimmed());
}

void FindBar::step(bool older)
{
    if (m_delay.isActive()) {
        startSearch(); // which goes to the first hit
        return;
    }
    if (older)
        m_search.next();
    else
        m_search.previous();
}

QString FindBar::status() const
{
    return m_status->text();
}

QString FindBar::searchedText() const
{
    const QString count = tr("%n message(s) searched", nullptr, m_search.searchedCount());
    if (!m_search.searchedBackTo().isValid())
        return count;
    //: How far back a search has come: number of messages, date.
    return tr("%1, back to %2")
        .arg(count,
             QLocale().toString(m_search.searchedBackTo().toLocalTime().date(),
                                QLocale::ShortFormat));
}

QString FindBar::stateText() const
{
    using State = MessageSearch::State;
    const QLocale locale;
    const int count = int(m_search.hits().size());
    const QString place = m_search.current() >= 0
        //: Of a search: the hit that is shown, the number of hits so far.
        ? tr("%1 of %2").arg(locale.toString(m_search.current() + 1), locale.toString(count))
        : tr("%n hit(s)", nullptr, count);
    switch (m_search.state()) {
    case State::Idle:
        return tr("Enter: next hit. Esc: close.");
    case State::Searching:
        //: While a search is running: place among the hits, how far it is.
        return tr("%1 so far. Searching… %2.").arg(place, searchedText());
    case State::Paused:
        return tr("%1 so far. %2.").arg(place, searchedText());
    case State::Stopped:
        return tr("%1 so far. Stopped: %2.").arg(place, searchedText());
    case State::Failed:
        return ErrorTexts::describe(m_search.error());
    case State::Finished:
        return count == 0 ? tr("Nothing found in this conversation.") : place;
    }
    Q_UNREACHABLE();
}

void FindBar::showState()
{
    using State = MessageSearch::State;
    const State state = m_search.state();
    const bool isSearching = state == State::Searching;
    const QString text = stateText();
    const bool isSaid
        = isVisible() && !isSearching && state != State::Idle && text != m_status->text();
    m_status->setText(text);
    m_status->setColorRole(state == State::Failed ? QPalette::BrightText : QPalette::WindowText);
    m_status->setMuted(state != State::Failed);
    m_busy->setVisible(isSearching);
    m_stop->setVisible(isSearching || state == State::Paused || state == State::Stopped
                       || state == State::Failed);
    m_stop->setText(isSearching ? tr("Stop") : tr("Search on"));
    const bool hasHits = !m_search.hits().empty();
    m_older->setEnabled(hasHits || isSearching);
    m_newer->setEnabled(hasHits);
    if (isSaid)
        announce(m_status, text);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        step(!event->modifiers().testFlag(Qt::ShiftModifier));
        break;
    case Qt::Key_Escape:
        close();
        break;
    default:
        QWidget::keyPressEvent(event);
        break;
    }
}

void FindBar::paintEvent(QPaintEvent *)
{
    drawStrip(*this, Qt::BottomEdge);
}

void FindBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        showState();
}

} // namespace parley::ui
