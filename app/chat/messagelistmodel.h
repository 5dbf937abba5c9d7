// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include "chat/messageattributes.h"

#include <QAbstractListModel>

#include <memory>

namespace parley::chat {

class ChatClient;

/// A message, and what the list around it knows of it.
struct ListedMessage
{
    Message message {};
    bool isFirst = false; ///< the conversation has none before it, as far as is known
    bool isOwn = false; ///< written by the signed-in user
    bool isEdited = false;
    bool isReadByOthers = false; ///< own message at or before another participant's horizon
    /// What it answers: what the original says, as long as that has a row, and is `isVerified`
    /// then.
    std::optional<Reply> reply {};
    double uploadProgress = -1; ///< 0 … 1; -1: no upload is running
};

/// A window on the messages of one conversation, oldest first. Starts with the newest page, or
/// around any message; fetchOlder() and fetchNewer() move it, and rows far away are dropped at the
/// other end, to be fetched again. The outbox stands behind the newest message and shows only while
/// the window reaches it. No slot may destroy it while rows change.
class MessageListModel final : public QAbstractListModel
{
    Q_OBJECT
    Q_PROPERTY(bool loading READ isLoading NOTIFY loadingChanged)

public:
    enum Role : int {
        MessageRole = Qt::UserRole + 1, ///< ListedMessage; Qt::DisplayRole has the body alone
    };
    Q_ENUM(Role)

    /// Confirmed rows that are kept at most.
    static constexpr int MaxRows = 500;

    /// \a client must outlive this object. Loading starts at once.
    MessageListModel(ChatClient &client, const QString &conversationSid, QObject *parent = nullptr);
    ~MessageListModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] ListedMessage at(int row) const;

    /// When the rows were as they are shown: the service was not there when the model was made, so
    /// they are what was kept, until it has told its own. Invalid: they are the service's.
    [[nodiscard]] QDateTime keptSince() const;
    [[nodiscard]] bool isLoading() const;
    [[nodiscard]] bool canFetchOlder() const;
    void fetchOlder();
    [[nodiscard]] bool canFetchNewer() const;
    void fetchNewer();
    /// Shows the messages around \a messageIndex, which may be one that does not exist. Then
    /// aroundLoaded() comes (at once if they are there already), or loadFailed().
    void openAround(qint64 messageIndex);
    /// Back to the newest messages.
    void openNewest();
    /// Tries the first page again after loadFailed().
    void reload();
    /// -1: not loaded.
    [[nodiscard]] int rowOfIndex(qint64 messageIndex) const;

Q_SIGNALS:
    /// The rows are the service's from now on: those that were kept are replaced or gone.
    void keptReplaced();
    void loadingChanged(bool loading);
    void loadFailed(const parley::chat::ChatError &error);
    void hasNewerChanged();
    /// The rows around the index that openAround() was asked for are there.
    void aroundLoaded(qint64 messageIndex);

private:
    class Private;
    class Rows;
    std::unique_ptr<Private> d;
};

} // namespace parley::chat

Q_DECLARE_METATYPE(parley::chat::ListedMessage)
