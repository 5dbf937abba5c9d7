// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
#include "theme/parleystyle.h"

#include "theme/stylepainter.h"
#include "theme/themecolors.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>

#include <algorithm>

namespace parley::ui {

using namespace Qt::StringLiterals;
namespace {

/// QFormLayout puts the label of a field some pixels above the middle of the field.
void alignWithField(QLabel &label)
{
    QLayout *layout = label.parentWidget() != nullptr ? label.parentWidget()->layout() : nullptr;
    if (layout == nullptr)
        return;
    QList<QFormLayout *> forms = layout->findChildren<QFormLayout *>();
    if (auto *form = qobject_cast<QFormLayout *>(layout))
        forms.append(form);
    for (const QFormLayout *form : std::as_const(forms)) {
        int row = -1;
        QFormLayout::ItemRole role = QFormLayout::FieldRole;
        form->getWidgetPosition(&label, &row, &role);
        if (row < 0 || role != QFormLayout::LabelRole)
            continue;
        const QLayoutItem *field = form->itemAt(row, QFormLayout::FieldRole);
        const int height = field != nullptr ? field->sizeHint().height() : 0;
        if (height <= 2 * label.sizeHint().height() + label.fontMetrics().height())
            label.setMinimumHeight(height); // a higher field has its label at its top
    }
}

} // namespace

ParleyStyle::ParleyStyle()
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
{
    setObjectName(u"parley"_s);
}

void ParleyStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (auto *label = qobject_cast<QLabel *>(widget))
        alignWithField(*label);
}

void ParleyStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option,
                                QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            drawButton(button, painter);
            return;
        }
        break;
    case PE_PanelButtonTool:
        drawToolButtonPanel(option, painter);
        return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option)) {
            if (frame->lineWidth > 0)
                drawField(option, painter);
            return;
        }
        break;
    case PE_FrameLineEdit:
        return; // drawn with the panel
    case PE_Frame: {
        const bool isList = qobject_cast<const QAbstractScrollArea *>(widget) != nullptr;
        drawRounded(painter, option->rect,
                    isList ? option->palette.color(QPalette::Base) : QColor(),
                    colorsFor(option->palette).border);
        return;
    }
    case PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            const ThemeColors &colors = colorsFor(option->palette);
            if (hasFlag(option, State_Selected))
                drawRounded(painter, item->rect, colors.selected, QColor());
            else if (hasFlag(option, State_MouseOver))
                drawRounded(painter, item->rect, colors.hover, QColor());
            return;
        }
        break;
    case PE_FrameGroupBox:
        drawRounded(painter, option->rect, colorsFor(option->palette).panel,
                    colorsFor(option->palette).border);
        return;
    case PE_FrameTabBarBase:
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
            colorsFor(option->palette).border);
        return;
    case PE_IndicatorCheckBox:
        drawCheckBox(option, painter);
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, colorsFor(option->palette).border);
        painter->fillRect(option->rect.adjusted(1, 1, -1, -1), colorsFor(option->palette).panel);
        return;
    case PE_FrameDockWidget:
    case PE_FrameStatusBarItem:
        return;
    case PE_PanelStatusBar:
        painter->fillRect(QRect(option->rect.topLeft(), QSize(option->rect.width(), 1)),
                          colorsFor(option->palette).border);
        return;
    case PE_FrameFocusRect:
        // The ring of a button belongs to its panel; a row of a list shows one to keyboard users.
        if (qobject_cast<const QPushButton *>(widget) != nullptr)
            return;
        if (qobject_cast<const QToolButton *>(widget) != nullptr) {
            if (hasFlag(option, State_KeyboardFocusChange))
                drawRounded(painter, widget->rect(), QColor(), colorsFor(option->palette).link, 2);
            return;
        }
        if (qobject_cast<const QAbstractItemView *>(widget) != nullptr) {
            if (hasFlag(option, State_KeyboardFocusChange))
                drawRounded(painter, option->rect, QColor(), colorsFor(option->palette).link, 1);
            return;
        }
        break;
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void ParleyStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    if (element == CE_PushButtonBevel) {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button != nullptr && button->features.testFlag(QStyleOptionButton::Flat)) {
            drawButton(button, painter); // Qt leaves it out, and with it the ring
            return;
        }
    }
    if (element == CE_PushButtonLabel) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton label(*button);
            if (label.features.testFlag(QStyleOptionButton::DefaultButton)
                && hasFlag(option, State_Enabled))
                label.palette.setColor(QPalette::ButtonText, colorsFor(option->palette).accentText);
            if (label.direction == Qt::RightToLeft && !label.icon.isNull()
                && !label.text.isEmpty()) {
                drawMirroredLabel(&label, painter);
                return;
            }
            QProxyStyle::drawControl(element, &label, painter, widget);
            return;
        }
    }
    if (element == CE_ItemViewItem) {
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option)) {
            QStyleOptionViewItem plain(
                *item); // a selected row is tinted, so its text keeps its colour
            plain.palette.setColor(QPalette::HighlightedText, item->palette.color(QPalette::Text));
            QProxyStyle::drawControl(element, &plain, painter, widget);
            return;
        }
    }
    if (element == CE_TabBarTabShape) {
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            drawTab(tab, painter);
            return;
        }
    }
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, colorsFor(option->palette).border);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void ParleyStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                     QPainter *painter, const QWidget *widget) const
{
    if (control == CC_SpinBox) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            drawSpinBox(box, painter, widget);
            return;
        }
    }
    if (control == CC_ToolButton) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            // A button that is nothing but its menu needs no arrow to say so.
            QStyleOptionToolButton plain(*button);
            if (!plain.features.testFlag(QStyleOptionToolButton::MenuButtonPopup))
                plain.features.setFlag(QStyleOptionToolButton::HasMenu, false);
            QProxyStyle::drawComplexControl(control, &plain, painter, widget);
            return;
        }
    }
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || slider == nullptr) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    if (slider->maximum <= slider->minimum)
        return;
    const ThemeColors &colors = colorsFor(option->palette);
    const bool active = hasFlag(option, State_MouseOver) || hasFlag(option, State_Sunken);
    QColor handle = colors.mutedText;
    handle.setAlphaF(active ? 0.75f : 0.45f);
    const QRect rect
        = subControlRect(control, option, SC_ScrollBarSlider, widget).adjusted(3, 3, -3, -3);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(handle);
    const qreal radius = std::min(rect.width(), rect.height()) / 2.0;
    painter->drawRoundedRect(rect, radius, radius);
    painter->restore();
}

void ParleyStyle::drawSpinBox(const QStyleOptionSpinBox *box, QPainter *painter,
                              const QWidget *widget) const
{
    const ThemeColors &colors = colorsFor(box->palette);
    drawField(box, painter);
    const bool enabled = hasFlag(box, State_Enabled);
    const auto arrow = [&](SubControl part, bool up, QAbstractSpinBox::StepEnabledFlag step) {
        const bool usable = enabled && box->stepEnabled.testFlag(step);
        const bool active = usable && box->activeSubControls.testFlag(part);
        drawTriangle(painter, subControlRect(CC_SpinBox, box, part, widget), up,
                     !usable      ? colors.disabledText
                         : active ? colors.text
                                  : colors.mutedText);
    };
    arrow(SC_SpinBoxUp, true, QAbstractSpinBox::StepUpEnabled);
    arrow(SC_SpinBoxDown, false, QAbstractSpinBox::StepDownEnabled);
}

QRect ParleyStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                  SubControl subControl, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || slider == nullptr) {
        const QRect rect = QProxyStyle::subControlRect(control, option, subControl, widget);
        if (control == CC_ComboBox && subControl == SC_ComboBoxEditField)
            return option->direction == Qt::RightToLeft // its words begin where those of a field do
                ? rect.adjusted(0, 0, -3, 0)
                : rect.adjusted(3, 0, 0, 0);
        const auto *box = qstyleoption_cast<const QStyleOptionGroupBox *>(option);
        if (control == CC_GroupBox && subControl == SC_GroupBoxFrame && box != nullptr
            && !box->text.isEmpty()) // its title stands above the frame
            return rect.adjusted(0, box->fontMetrics.height() + 4, 0, 0);
        return rect;
    }

    const bool vertical = slider->orientation == Qt::Vertical;
    const int length = vertical ? option->rect.height() : option->rect.width();
    const qint64 range = qint64(slider->maximum) - slider->minimum;
    int size = length;
    if (range > 0) {
        size = int(qint64(length) * slider->pageStep / (range + std::max(1, slider->pageStep)));
        size = std::clamp(size, std::min(28, length), length);
    }
    const int start
        = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                  length - size, slider->upsideDown);
    const auto part = [&](int from, int extent) {
        return vertical
            ? QRect(option->rect.x(), option->rect.y() + from, option->rect.width(), extent)
            : QRect(option->rect.x() + from, option->rect.y(), extent, option->rect.height());
    };
    switch (subControl) {
    case SC_ScrollBarGroove:
        return option->rect;
    case SC_ScrollBarSlider:
        return part(start, size);
    case SC_ScrollBarSubPage:
        return part(0, start);
    case SC_ScrollBarAddPage:
        return part(start + size, length - start - size);
    default:
        return {}; // no arrow buttons
    }
}

QRect ParleyStyle::subElementRect(SubElement element, const QStyleOption *option,
                                  const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(5, 0, -5, 0) : rect;
}

int ParleyStyle::pixelMetric(PixelMetric metric, const QStyleOption *option,
                             const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return 12;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return 1;
    case PM_DefaultFrameWidth: // of a list: its corners lie inside the round ones of the frame
        return qobject_cast<const QAbstractScrollArea *>(widget) != nullptr
            ? 3
            : QProxyStyle::pixelMetric(metric, option, widget);
    case PM_TabBarTabHSpace: // all tabs of the inspector fit side by side, also with large text
        return 14;
    case PM_ToolTipLabelFrameWidth:
        return 5;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ParleyStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *returnData) const
{
    if (hint == SH_EtchDisabledText || hint == SH_DitherDisabledText
        || hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

QSize ParleyStyle::sizeFromContents(ContentsType type, const QStyleOption *option,
                                    const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_PushButton)
        result += QSize(8, 6);
    else if (type == CT_LineEdit)
        result += QSize(6, 8);
    else if (type == CT_ComboBox)
        result += QSize(7, 6);
    else if (type == CT_SpinBox)
        result += QSize(4, 4);
    return result;
}

} // namespace parley::ui
