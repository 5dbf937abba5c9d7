// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "find/findeverywhere.h"

#include "chat/conversationlistmodel.h"
#include "conversations/conversationdelegate.h"
#include "conversations/conversationfilter.h"
#include "conversations/conversationname.h"
#include "find/messagesearch.h"
#include "rows/messagerow.h"
#include "text/timetexts.h"
#include "widgets/listkeys.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

using Model = chat::ConversationListModel;

constexpr int IndexRole = Qt::UserRole + 3000;
constexpr qsizetype Lead = 24; ///< characters of an excerpt before the hit
constexpr qsizetype Beginning = 40; ///< a hit so far from it is seen with the beginning

/// The part of \a message that has \a words, in one line.
QString excerpt(const chat::Message &message, const QString &words)
{
    const qsizetype at = message.body.indexOf(words, 0, Qt::CaseInsensitive);
    if (at <= Beginning)
        return MessageTexts::oneLine(message.body, message.media);
    qsizetype start = message.body.lastIndexOf(u' ', at - Lead / 2);
    if (start < std::max<qsizetype>(0, at - 2 * Lead)) // no blank, or one that is far away
        start = at - Lead;
    if (message.body.at(start).isLowSurrogate())
        --start;
    return ShownText::line(u'…' + message.body.mid(start).trimmed());
}

} // namespace

FindEverywhere::FindEverywhere(chat::ChatClient &client, std::vector<LoadedMessages> loaded,
                               QWidget *parent)
    : Dialog(parent)
    , m_client(client)
    , m_loaded(std::move(loaded))
    , m_results(new QStandardItemModel(this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_count(new QLabel(this))
    , m_scope(new QLabel(this))
{
    setWindowTitle(tr("Find in all conversations"));
    m_field->setPlaceholderText(tr("Words to find"));
    m_field->setAccessibleName(tr("Words to find"));
    m_field->setClearButtonEnabled(true);
    m_list->setModel(m_results);
    new ConversationDelegate(*m_list);
    new ListKeys(*m_field, *m_list);
    m_list->setAccessibleName(tr("Messages found"));
    connect(m_field, &QLineEdit::textChanged, this, &FindEverywhere::search);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentIndex()); });
    connect(m_list, &QListView::clicked, this, &FindEverywhere::choose);
    connect(m_list, &QListView::activated, this, &FindEverywhere::choose);

    qsizetype count = 0;
    for (const LoadedMessages &conversation : m_loaded)
        count += qsizetype(conversation.messages.size());
    const QString messages = tr("%n message(s)", nullptr, int(count));
    const QString conversations = tr("%n conversation(s)", nullptr, int(m_loaded.size()));
    //: "120 messages", "3 conversations"
    m_scope->setText(tr("Only what has been loaded since the start is searched: %1 of %2. For the "
                        "whole history open a conversation and press Ctrl+F.")
                         .arg(messages, conversations));
    m_scope->setObjectName(u"scope"_s);
    m_field->setAccessibleDescription(m_scope->text());
    for (QLabel *label : { m_count, m_scope }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(m_field);
    layout->addWidget(m_count);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_scope);
    resize(520, 480);
    search({});
}

void FindEverywhere::search(const QString &text)
{
    struct Hit
    {
        const LoadedMessages *in;
        const chat::Message *message;
    };
    const QString words = text.trimmed();
    std::vector<Hit> hits;
    for (const LoadedMessages &conversation : m_loaded) {
        for (const chat::Message &message : conversation.messages) {
            if (!words.isEmpty() && message.index >= 0 && MessageSearch::hasWords(message, words))
                hits.push_back({ &conversation, &message });
        }
    }
    std::ranges::stable_sort(hits, [](const Hit &left, const Hit &right) {
        return left.message->dateCreated > right.message->dateCreated;
    });
    m_results->clear();
    for (const Hit &hit : hits) {
        if (m_results->rowCount() == MaxResults)
            break;
        const std::optional<chat::Conversation> conversation
            = m_client.conversations().find(hit.in->sid);
        const QString name = conversation ? conversationName(m_client, *conversation) : QString();
        const QString author = personName(m_client, hit.message->author);
        const QString line = excerpt(*hit.message, words);
        auto *item = new QStandardItem(name);
        item->setData(name, Model::NameRole);
        item->setData(hit.in->sid, Model::SidRole);
        item->setData(line, Model::LastMessageRole);
        item->setData(author, Model::LastAuthorRole);
        item->setData(hit.message->author == m_client.identity(), ConversationFilter::OwnLastRole);
        item->setData(hit.message->dateCreated, Model::LastActivityRole);
        item->setData(hit.message->index, IndexRole);
        //: Read out for a message that was found: conversation, author, words, time.
        item->setData(
            tr("%1. %2: %3. %4").arg(name, author, line, TimeTexts::full(hit.message->dateCreated)),
            Qt::AccessibleTextRole);
        m_results->appendRow(item);
    }
    m_list->setCurrentIndex(m_results->index(0, 0));
    if (words.isEmpty())
        m_count->setText(tr("Type the words to find. ↑ ↓ to choose, Enter to open, Esc to close."));
    else if (int(hits.size()) > MaxResults)
        m_count->setText(
            tr("%n hit(s), of which the newest are shown.", nullptr, int(hits.size())));
    else if (hits.empty())
        m_count->setText(tr("Nothing found in these messages."));
    else
        m_count->setText(tr("%n hit(s).", nullptr, int(hits.size())));
}

void FindEverywhere::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const QString sid = index.data(Model::SidRole).toString();
    const qint64 message = index.data(IndexRole).toLongLong();
    accept();
    Q_EMIT chosen(sid, message);
}

} // namespace parley::ui
