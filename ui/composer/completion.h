// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QListView>
#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

class QPlainTextEdit;
class QStandardItemModel;

namespace parley::ui {

/// One thing that a word can be completed to.
struct Suggestion
{
    QString text {}; ///< what is written instead of the word
    QString label {}; ///< what the list shows, fit to show
    QString identity {}; ///< of a person; empty: it is none
    QString name {}; ///< the person's, fit to show
    std::optional<bool> online {}; ///< whether the person is; empty: not known
};

/// Completes the word before the cursor of a text field: `@` and letters to people, `:` and letters
/// to emoji. The list lies above the field and takes no focus: ↑ ↓ choose, Enter or Tab takes, Esc
/// closes it.
class Completion final : public QObject
{
    Q_OBJECT

public:
    /// People for the letters behind `@`, best first; may be empty.
    using FindPeople = std::function<std::vector<Suggestion>(const QString &letters)>;
    static constexpr int MaxSuggestions = 8;

    /// \a field owns the list. It may go first; then nothing is offered any more.
    explicit Completion(QPlainTextEdit &field, QObject *parent = nullptr);
    void setPeople(FindPeople find) { m_findPeople = std::move(find); }
    /// What is known of the people in the list may have changed.
    void refresh();
    [[nodiscard]] bool isShown() const;
    [[nodiscard]] QListView *list() const { return m_list; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void update();
    void show(const std::vector<Suggestion> &suggestions);
    void choose(int row);
    void hide();
    void move(int by);
    void take();
    [[nodiscard]] std::vector<Suggestion> suggestionsFor(const QString &word) const;

    QPlainTextEdit &m_field;
    QPointer<QListView> m_list; ///< goes before this object when the field does
    QStandardItemModel *m_model = nullptr;
    FindPeople m_findPeople {};
    QString m_word; ///< before the cursor, with its sign; empty: none
    QString m_refused; ///< for which the user has closed the list
    bool m_taking = false; ///< the text is being changed by us
};

} // namespace parley::ui
