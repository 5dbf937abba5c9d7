// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "switcher/quickswitcher.h"

#include "chat/conversationlistmodel.h"
#include "conversations/conversationdelegate.h"
#include "conversations/conversationfilter.h"
#include "conversations/peoplemodel.h"
#include "widgets/listkeys.h"

#include <QConcatenateTablesProxyModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QVBoxLayout>

namespace parley::ui {

QuickSwitcher::QuickSwitcher(QAbstractItemModel &conversations, chat::ChatClient &client,
                             QWidget *parent)
    : Dialog(parent)
    , m_filter(new ConversationFilter(this))
    , m_people(new PeopleModel(client, this))
    , m_rows(new QConcatenateTablesProxyModel(this))
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
{
    setWindowTitle(tr("Go to a conversation or a person"));
    m_filter->setSourceModel(&conversations);
    m_filter->setClient(client);
    m_rows->addSourceModel(m_filter);
    m_rows->addSourceModel(m_people);
    m_search->setPlaceholderText(tr("Name of a conversation or a person"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_list->setModel(m_rows);
    new ConversationDelegate(*m_list);
    new ListKeys(*m_search, *m_list);
    m_list->setAccessibleName(tr("Conversations and people"));
    connect(m_search, &QLineEdit::textChanged, this, &QuickSwitcher::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentIndex()); });
    connect(m_list, &QListView::clicked, this, &QuickSwitcher::choose);
    connect(m_list, &QListView::activated, this, &QuickSwitcher::choose);

    auto *hint = new QLabel(tr("↑ ↓ to choose, Enter to open, Esc to close"), this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(hint);
    resize(460, 420);
    search({});
}

void QuickSwitcher::search(const QString &text)
{
    //: Typed before a name, with a blank between: "message bob" finds the person.
    const QString verb = tr("message") + u' ';
    QString words = text.trimmed();
    if (words.startsWith(verb, Qt::CaseInsensitive))
        words = words.mid(verb.size()).trimmed();
    if (words.startsWith(u'@'))
        words.remove(0, 1);
    m_filter->setSearch(words);
    m_people->setSearch(words);
    m_list->setCurrentIndex(m_rows->index(0, 0));
}

void QuickSwitcher::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QString sid = index.data(chat::ConversationListModel::SidRole).toString();
    const QString identity = index.data(PeopleModel::IdentityRole).toString();
    accept();
    if (sid.isEmpty())
        Q_EMIT personChosen(identity);
    else
        Q_EMIT chosen(sid);
}

} // namespace parley::ui
