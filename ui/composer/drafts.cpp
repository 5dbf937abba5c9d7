// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "composer/drafts.h"

#include "chat/chatclient.h"

#include <QJsonDocument>

#include <utility>

namespace parley::ui {

using namespace Qt::StringLiterals;

namespace {

/// Of the key of an unfinished edit, after that of the conversation.
constexpr auto EditSuffix = "#edit"_L1;
constexpr auto IndexKey = "index"_L1;
constexpr auto OriginalKey = "original"_L1;
constexpr auto TextKey = "text"_L1;

} // namespace

DraftPlace draftsOf(chat::ChatClient &client)
{
    return { .read = [&client](const QString &sid) { return client.outbox().draft(sid); },
             .write
             = [&client](const QString &sid,
                         const QString &text) { return client.outbox().setDraft(sid, text); } };
}

Drafts::Drafts(DraftPlace place)
    : m_place(std::move(place))
{ }

void Drafts::open(const QString &sid)
{
    if (!m_sid.isEmpty())
        m_others.insert(m_sid, m_current);
    m_sid = sid;
    m_current = m_others.take(sid);
    restoreEdit();
}

QString Drafts::words() const
{
    if (m_current.edit)
        return m_current.editText;
    if (m_sid.isEmpty())
        return {};
    return m_current.unwritten ? *m_current.unwritten : m_place.read(m_sid);
}

bool Drafts::save(const QString &words)
{
    for (auto other = m_others.begin(); other != m_others.end(); ++other) {
        if (other->unwritten && keep(other.key(), *other->unwritten))
            other->unwritten.reset();
    }
    if (m_sid.isEmpty())
        return true;
    if (m_current.edit) {
        m_current.editText = words;
        return keepEdit(m_sid, m_current);
    }
    const bool isKept = keep(m_sid, words);
    m_current.unwritten = isKept ? std::nullopt : std::optional(words);
    return isKept;
}

void Drafts::endEdit()
{
    m_current.edit.reset();
    m_current.editText.clear();
    m_current.editOriginal.clear();
    keepEdit(m_sid, m_current);
}

void Drafts::editSaved(const QString &sid, qint64 index, const QString &body)
{
    const auto other = m_others.find(sid);
    if (other == m_others.end() || other->edit != index)
        return;
    other->editOriginal = body;
    if (other->editText == body)
        other->edit.reset();
    keepEdit(sid, *other);
}

bool Drafts::keep(const QString &key, const QString &text)
{
    return m_place.read(key) == text || m_place.write(key, text);
}

/// Only what would be missed: an edit without a change is none after a restart.
bool Drafts::keepEdit(const QString &sid, const Draft &draft)
{
    QString packed;
    if (draft.edit && draft.editText != draft.editOriginal) {
        const QJsonObject object { { IndexKey, *draft.edit },
                                   { OriginalKey, draft.editOriginal },
                                   { TextKey, draft.editText } };
        packed = QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
    return keep(sid + EditSuffix, packed);
}

/// One that was not finished when the window was closed.
void Drafts::restoreEdit()
{
    if (m_sid.isEmpty() || m_current.edit)
        return;
    const QString packed = m_place.read(m_sid + EditSuffix);
    const QJsonObject object = QJsonDocument::fromJson(packed.toUtf8()).object();
    const qint64 index = object.value(IndexKey).toInteger(-1);
    if (index < 0)
        return;
    m_current.edit = index;
    m_current.editOriginal = object.value(OriginalKey).toString();
    m_current.editText = object.value(TextKey).toString();
}

} // namespace parley::ui
