// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "messages/view/messageviewaccessible.h"

#include "messages/view/messageview.h"

#include <QAbstractItemModel>
#include <QAccessibleWidget>
#include <QKeySequence>

#include <unordered_map>

namespace parley::ui {
namespace {

/// One message. Lives in QAccessible's cache; asks the view each time, so it is never out of date.
class RowInterface final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    RowInterface(MessageView *view, int row)
        : m_view(view)
        , m_row(row)
    { }

    [[nodiscard]] bool isValid() const override
    {
        return m_view != nullptr && m_view->rows().model() != nullptr
            && m_row < m_view->rows().model()->rowCount();
    }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QWindow *window() const override
    {
        return m_view != nullptr ? m_view->window()->windowHandle() : nullptr;
    }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        return m_view != nullptr ? QAccessible::queryAccessibleInterface(m_view) : nullptr;
    }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Name && isValid() ? m_view->rows().description(m_row)
                                                      : QString();
    }
    void setText(QAccessible::Text, const QString &) override { }
    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect inView = m_view->rowRect(m_row);
        return inView.isEmpty()
            ? QRect()
            : QRect(m_view->viewport()->mapToGlobal(inView.topLeft()), inView.size());
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = true;
        state.readOnly = true;
        state.selectable = true;
        state.multiSelectable = true;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.offscreen = m_view->rowRect(m_row).isEmpty();
        state.selected = m_view->isSelected(m_row);
        state.focused = m_view->hasFocus() && m_view->currentRow() == m_row;
        return state;
    }

    [[nodiscard]] void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface
            ? static_cast<QAccessibleActionInterface *>(this)
            : nullptr;
    }
    [[nodiscard]] QStringList actionNames() const override
    {
        return { pressAction(), showMenuAction(), setFocusAction() };
    }
    void doAction(const QString &action) override
    {
        if (!isValid())
            return;
        if (action == setFocusAction()) {
            m_view->setFocus();
            m_view->setCurrentRow(m_row);
        } else if (action == pressAction()) {
            m_view->activateRow(m_row);
        } else if (action == showMenuAction()) {
            m_view->showRowMenu(m_row);
        }
    }
    [[nodiscard]] QStringList keyBindingsForAction(const QString &action) const override
    {
        if (action == pressAction())
            return { QKeySequence(Qt::Key_Return).toString() };
        return action == showMenuAction() ? QStringList { QKeySequence(Qt::Key_Space).toString() }
                                          : QStringList();
    }

    [[nodiscard]] int row() const { return m_row; }

private:
    QPointer<MessageView> m_view;
    int m_row;
};

class ViewInterface final : public QAccessibleWidget
{
public:
    explicit ViewInterface(MessageView *view)
        : QAccessibleWidget(view, QAccessible::List)
    { }
    ~ViewInterface() override
    {
        for (const auto &entry : m_rows)
            QAccessible::deleteAccessibleInterface(entry.second);
    }

    [[nodiscard]] int childCount() const override
    {
        return view()->rows().model() != nullptr ? view()->rows().model()->rowCount() : 0;
    }
    [[nodiscard]] QAccessibleInterface *child(int row) const override
    {
        if (row < 0 || row >= childCount())
            return nullptr;
        const auto known = m_rows.find(row);
        if (known != m_rows.end())
            return QAccessible::accessibleInterface(known->second);
        auto *item = new RowInterface(view(), row); // QAccessible's cache owns it
        m_rows.emplace(row, QAccessible::registerAccessibleInterface(item));
        return item;
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *item) const override
    {
        const auto *row = dynamic_cast<const RowInterface *>(item);
        return row != nullptr ? row->row() : -1;
    }
    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override
    {
        const QPoint position = view()->viewport()->mapFromGlobal(QPoint(x, y));
        for (int row = view()->firstVisibleRow(); row >= 0 && row <= view()->lastVisibleRow();
             ++row) {
            if (view()->rowRect(row).contains(position))
                return child(row);
        }
        return nullptr;
    }
    [[nodiscard]] QAccessibleInterface *focusChild() const override
    {
        return view()->hasFocus() ? child(view()->currentRow()) : nullptr;
    }

private:
    [[nodiscard]] MessageView *view() const { return qobject_cast<MessageView *>(widget()); }

    mutable std::unordered_map<int, QAccessible::Id> m_rows;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<MessageView *>(object);
    return view != nullptr ? new ViewInterface(view) : nullptr;
}

} // namespace

void installMessageViewAccessibility()
{
    QAccessible::installFactory(makeInterface); // ignored when it is there already
}

} // namespace parley::ui
