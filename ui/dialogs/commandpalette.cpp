// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/commandpalette.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPointer>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

namespace vci::ui {

namespace {

constexpr int kRowHeightPx = 26;
constexpr int kKeysRole = Qt::UserRole + 1;
constexpr int kActionRole = Qt::UserRole + 2;

/// The command on the left, its keys on the right.
class CommandDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Palette& colors = Theme::instance().palette();
        const bool selected = (option.state & QStyle::State_Selected) != 0;
        painter->fillRect(option.rect, selected ? colors.selection : colors.panel);
        const QRect text = option.rect.adjusted(12, 0, -12, 0);
        painter->setFont(Theme::instance().textFont());
        painter->setPen(colors.text);
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        painter->setFont(Theme::instance().secondaryFont());
        painter->setPen(colors.secondary);
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, index.data(kKeysRole).toString());
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, kRowHeightPx}; }
};

}  // namespace

CommandPalette::CommandPalette(const std::vector<QAction*>& actions, QWidget* parent)
    : QDialog(parent)
    , m_text(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
    , m_matching(new QSortFilterProxyModel(this))
{
    setWindowTitle(tr("All commands"));
    resize(480, 420);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_text);
    layout->addWidget(m_list);
    for (QAction* action : actions) {
        if (!action->isEnabled()) continue;
        auto* item = new QStandardItem(action->text());
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        item->setData(keys, kKeysRole);
        item->setData(QVariant::fromValue(QPointer<QAction>(action)), kActionRole);
        item->setData(keys.isEmpty() ? action->text() : action->text() + QStringLiteral(", ") + keys, Qt::AccessibleTextRole);
        item->setEditable(false);
        m_model->appendRow(item);
    }
    m_matching->setSourceModel(m_model);
    m_matching->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_matching);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setCurrentIndex(m_matching->index(0, 0));
    m_text->setAccessibleName(tr("Search commands"));
    m_text->setPlaceholderText(tr("What do you want to do?"));
    m_text->installEventFilter(this);
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_matching->setFilterFixedString(text.trimmed());
        m_list->setCurrentIndex(m_matching->index(0, 0));
    });
    connect(m_text, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListView::activated, this, &CommandPalette::runCurrent);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            const int row = qBound(0, m_list->currentIndex().row() + step, m_matching->rowCount() - 1);
            m_list->setCurrentIndex(m_matching->index(row, 0));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::runCurrent()
{
    const auto action = m_list->currentIndex().data(kActionRole).value<QPointer<QAction>>();
    if (!action) return;
    accept();
    // After this dialog has gone: the action may open another.
    QTimer::singleShot(0, action, &QAction::trigger);
}

}  // namespace vci::ui
