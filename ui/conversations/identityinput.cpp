// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "conversations/identityinput.h"

#include "chat/chatclient.h"
#include "conversations/conversationname.h"
#include "conversations/peoplemodel.h"

#include <QCompleter>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace parley::ui {
namespace {

constexpr int IdentityRole = Qt::UserRole + 1;
constexpr int WordsRole = Qt::UserRole + 2; ///< what the typed letters are looked for in

const QRegularExpression &separators()
{
    static const QRegularExpression pattern(u"[,;\\s]+"_s);
    return pattern;
}

/// Completes the last one of several identities.
class IdentityCompleter final : public QCompleter
{
public:
    IdentityCompleter(QAbstractItemModel *people, IdentityInput::Count count, QObject *parent)
        : QCompleter(people, parent)
        , m_count(count)
    { }

    [[nodiscard]] QString pathFromIndex(const QModelIndex &index) const override
    {
        const QString identity = index.data(IdentityRole).toString();
        return m_count == IdentityInput::Count::One ? identity : m_before + identity + u", "_s;
    }
    [[nodiscard]] QStringList splitPath(const QString &path) const override
    {
        if (m_count == IdentityInput::Count::One)
            return { path };
        const qsizetype start = lastStart(path);
        m_before = path.left(start);
        return { path.mid(start) };
    }

private:
    static qsizetype lastStart(const QString &text)
    {
        qsizetype start = 0;
        for (const QRegularExpressionMatch &match : separators().globalMatch(text))
            start = match.capturedEnd();
        return start;
    }

    IdentityInput::Count m_count;
    mutable QString m_before; ///< the identities before the one that is completed
};

} // namespace

IdentityInput::IdentityInput(chat::ChatClient &client, QLineEdit &field, QLabel &note, Count count)
    : QObject(&field)
    , m_client(client)
    , m_field(field)
    , m_note(note)
    , m_usualNote(note.text())
    , m_count(count)
{
    auto *people = new QStandardItemModel(this);
    for (const QString &identity : PeopleModel::knownIdentities(client)) {
        const QString name = personName(client, identity);
        auto *item = new QStandardItem(nameWithIdentity(client, identity));
        item->setData(identity, IdentityRole);
        item->setData(QString(identity + u' ' + name), WordsRole);
        people->appendRow(item);
    }
    people->sort(0);
    auto *completer = new IdentityCompleter(people, count, this);
    completer->setCompletionRole(WordsRole);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_field.setCompleter(completer);
    connect(&m_field, &QLineEdit::textChanged, this, &IdentityInput::updateNote);
}

QStringList IdentityInput::typed() const
{
    const QString text = m_field.text().trimmed();
    if (m_count == Count::One)
        return text.isEmpty() ? QStringList() : QStringList { text };
    return text.split(separators(), Qt::SkipEmptyParts);
}

QStringList IdentityInput::unknown() const
{
    QStringList identities = typed();
    const QStringList known = PeopleModel::knownIdentities(m_client);
    identities.removeIf([this, &known](const QString &identity) {
        return identity == m_client.identity() || known.contains(identity);
    });
    identities.removeDuplicates();
    return identities;
}

void IdentityInput::updateNote()
{
    QStringList names;
    for (const QString &identity : unknown())
        names.append(ShownText::identity(identity));
    if (names.isEmpty())
        m_note.setText(m_usualNote);
    else
        m_note.setText(tr("You share no conversation with %1. The service accepts every identity, "
                          "so check the spelling.")
                           .arg(QLocale().createSeparatedList(names)));
    m_note.setVisible(!m_note.text().isEmpty());
    makeRoom();
    m_field.setAccessibleDescription(m_note.text());
}

/// A dialog does not grow with a text that is wrapped.
void IdentityInput::makeRoom()
{
    QWidget *window = m_note.window();
    if (window->layout() == nullptr || !window->isVisible())
        return;
    window->layout()->activate();
    const int wanted = window->layout()->totalHeightForWidth(window->width());
    if (wanted > window->height())
        window->resize(window->width(), wanted);
}

} // namespace parley::ui
