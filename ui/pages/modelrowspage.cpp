// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/modelrowspage.h"

#include "ui/delegates/plaindelegate.h"
#include "ui/models/modelrowsmodel.h"
#include "ui/state/modelsource.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/windowedtable.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace vci::ui {

namespace {
constexpr int kHeaderHeightPx = 26;
constexpr int kNarrowPx = 620;
}  // namespace

ModelRowsPage::ModelRowsPage(ModelSource& source, QWidget* parent)
    : QWidget(parent)
    , m_source(source)
    , m_model(new ModelRowsModel(this))
    , m_table(new WindowedTable(m_model, PlainDelegate::kRowHeightPx, this))
    , m_empty(new EmptyState(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1);
    QTableView* const view = m_table->view();
    view->setAccessibleName(tr("Rows of the read model"));
    view->setItemDelegate(new PlainDelegate(ModelRowsModel::ToneRole, view));
    auto* header = view->horizontalHeader();
    header->setFixedHeight(kHeaderHeightPx);
    header->setSectionsClickable(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(ModelRowsModel::DataColumn, QHeaderView::Stretch);
    connect(m_table, &WindowedTable::activated, this, [this](qint64 position) {
        if (const auto* row = m_model->rowAt(position)) Q_EMIT rowChosen(QString::fromStdString(row->modelId));
    });
    connect(m_model, &ModelRowsModel::pageWanted, this, &ModelRowsPage::request);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_request != 0 && m_source.session().sourceState() == Session::SourceState::Open)
            m_source.session().background().cancel(m_request);
        else
            showModel(m_modelType);
    });
    connect(&m_source.session(), &Session::zoneChanged, m_model, &ModelRowsModel::setZone);
    m_model->setZone(m_source.session().zone());
}

void ModelRowsPage::clear()
{
    forget({});
}

void ModelRowsPage::forget(const std::string& next)
{
    ++m_shown;
    m_request = 0;
    // First: a table that is in sight asks for rows while its model is emptied.
    m_modelType = next;
    m_model->clear();
}

void ModelRowsPage::showModel(const std::string& modelType)
{
    forget(modelType);
    m_table->hide();
    m_empty->show(EmptyState::Kind::Loading, tr("Reading rows…"), {}, tr("Cancel"));
    m_model->showRange(0, 1);
}

void ModelRowsPage::takeFocus()
{
    (m_table->isVisible() ? static_cast<QWidget*>(m_table->view()) : m_empty)->setFocus(Qt::ShortcutFocusReason);
}

void ModelRowsPage::request(qint64 page, const std::optional<store::Cursor>& after)
{
    if (m_modelType.empty() || m_source.session().sourceState() != Session::SourceState::Open) return;
    store::PageRequest wanted;
    wanted.after = after;
    wanted.limitRows = static_cast<std::size_t>(ModelRowsModel::kPageRows);
    m_request = m_source.read<store::ReadModelPage>(
        m_source.session().background(), tr("Reading rows"),
        [query = store::ReadModelQuery{m_modelType}, wanted](const ModelTask& models) {
            return models.reader.rows(query, wanted, models.task.stop);
        },
        this,
        [this, page, shown = m_shown](Result<store::ReadModelPage> rows) {
            if (shown == m_shown) accept(page, std::move(rows));
        });
}

void ModelRowsPage::accept(qint64 page, Result<store::ReadModelPage> rows)
{
    m_request = 0;
    if (!rows.ok()) {
        const bool isCancelled = rows.error().isCancelled();
        m_table->hide();
        m_empty->show(isCancelled ? EmptyState::Kind::NothingMatches : EmptyState::Kind::NotPermitted,
                      isCancelled ? tr("Cancelled") : tr("The rows cannot be shown"),
                      isCancelled ? QString() : format::error(rows.error()), tr("Read again"));
        return;
    }
    m_model->addPage(page, std::move(rows).value());
    const bool any = m_model->size() > 0;
    const bool hadFocus = m_empty->hasFocus();
    m_table->setVisible(any);
    m_empty->setVisible(!any);
    if (!any) {
        m_empty->show(EmptyState::Kind::NoEvents, tr("No rows"),
                      tr("%1 was not built here yet, or no event makes a row of it.").arg(format::plain(m_modelType)));
        return;
    }
    fitColumns();
    if (page == 0 && m_table->currentPosition() < 0) m_table->setCurrentPosition(0);
    if (hadFocus) takeFocus();
}

void ModelRowsPage::fitColumns()
{
    const bool narrow = width() < kNarrowPx;
    auto* header = m_table->view()->horizontalHeader();
    header->resizeSection(ModelRowsModel::IdColumn, narrow ? 190 : 270);
    header->resizeSection(ModelRowsModel::VersionColumn, 64);
    header->resizeSection(ModelRowsModel::UpdatedColumn, narrow ? 90 : 200);
    header->resizeSection(ModelRowsModel::MakerColumn, narrow ? 70 : 96);
}

void ModelRowsPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

}  // namespace vci::ui
