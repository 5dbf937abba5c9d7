// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "chat/outboxstore.h"

#include <QHash>

#include <algorithm>

namespace parley::chat {

namespace {

class MemoryOutboxStore final : public OutboxStore
{
public:
    [[nodiscard]] std::vector<OutboxEntry> entries() const override { return m_entries; }

    bool append(const OutboxEntry &entry) override
    {
        m_entries.push_back(entry);
        return true;
    }

    bool update(const OutboxEntry &entry) override
    {
        const auto it = std::ranges::find(m_entries, entry.localId, &OutboxEntry::localId);
        if (it == m_entries.end())
            return false;
        std::vector<OutboxAttachment> kept = std::move(it->attachments);
        *it = entry;
        for (size_t i = 0; i < kept.size() && i < entry.attachments.size(); ++i)
            kept[i].mediaSid = entry.attachments[i].mediaSid;
        it->attachments = std::move(kept); // with their bytes, which an update leaves out
        return true;
    }

    bool remove(const QStringList &localIds) override
    {
        const auto found = std::erase_if(m_entries, [&localIds](const OutboxEntry &entry) {
            return localIds.contains(entry.localId);
        });
        return found == std::size_t(localIds.size());
    }

    [[nodiscard]] QByteArray attachmentData(const QString &localId, size_t place) const override
    {
        const auto it = std::ranges::find(m_entries, localId, &OutboxEntry::localId);
        return it != m_entries.end() && place < it->attachments.size() ? it->attachments[place].data
                                                                       : QByteArray();
    }

    [[nodiscard]] QString draft(const QString &conversationSid) const override
    {
        return m_drafts.value(conversationSid);
    }

    [[nodiscard]] QHash<QString, QString> drafts() const override { return m_drafts; }

    bool setDraft(const QString &conversationSid, const QString &text) override
    {
        if (text.isEmpty())
            m_drafts.remove(conversationSid);
        else
            m_drafts.insert(conversationSid, text);
        return true;
    }

private:
    std::vector<OutboxEntry> m_entries;
    QHash<QString, QString> m_drafts;
};

} // namespace

std::unique_ptr<OutboxStore> makeMemoryOutboxStore()
{
    return std::make_unique<MemoryOutboxStore>();
}

} // namespace parley::chat
