// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/modelrowpage.h"

#include "ui/models/rowhistorymodel.h"
#include "ui/state/modelsource.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/quiettable.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace vci::ui {

ModelRowPage::ModelRowPage(ModelSource& source, QWidget* parent)
    : QWidget(parent)
    , m_source(source)
    , m_fields(new ModelRowModel(this))
    , m_history(new RowHistoryModel(this))
    , m_fieldsView(new QuietTable(m_fields, {{100, 220}, {100, 4000}, {100, 220}, {60, 80}}, ModelRowModel::ValueColumn,
                                  ModelRowModel::ToneRole, this))
    , m_historyView(new QuietTable(m_history, {{120, 240}, {90, 260}, {120, 4000}}, RowHistoryModel::ChangedColumn,
                                   RowHistoryModel::ToneRole, this))
    , m_empty(new EmptyState(this))
    , m_head(new ElidedLabel(this, "secondary"))
    , m_toggle(new QPushButton(tr("Events of the row"), this))
{
    build();
    connect(m_toggle, &QPushButton::toggled, this, [this](bool history) { show(history ? Show::History : Show::Fields); });
    connect(m_fieldsView, &RowsView::rowActivated, this,
            [this](const QModelIndex& index) { openEvent(m_fields->eventOf(index.row())); });
    m_fieldsView->setLinkColumn(ModelRowModel::ByColumn);
    connect(m_fieldsView, &RowsView::linkClicked, this,
            [this](const QModelIndex& index) { openEvent(m_fields->eventOf(index.row())); });
    connect(m_historyView, &RowsView::rowActivated, this,
            [this](const QModelIndex& index) { openEvent(&m_history->steps()[static_cast<std::size_t>(index.row())].event); });
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_request != 0 && m_source.session().sourceState() == Session::SourceState::Open)
            m_source.session().longWork().cancel(m_request);
        else
            showRow(m_modelType, m_modelId);
    });
    connect(&m_source.session(), &Session::taskProgressed, this, [this](const TaskState& state) {
        if (m_request != 0 && state.request == m_request) m_empty->setDetail(tr("%1 events").arg(format::count(state.done)));
    });
    connect(&m_source.session(), &Session::zoneChanged, m_history, &RowHistoryModel::setZone);
    m_history->setZone(m_source.session().zone());
}

void ModelRowPage::build()
{
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 0, 12, 4);
    m_toggle->setProperty("look", QStringLiteral("chip"));
    m_toggle->setCheckable(true);
    head->addWidget(m_head, 1);
    head->addWidget(m_toggle);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    for (QWidget* view :
         {static_cast<QWidget*>(m_fieldsView), static_cast<QWidget*>(m_historyView), static_cast<QWidget*>(m_empty)})
        layout->addWidget(view, 1);
    m_fieldsView->setAccessibleName(tr("Fields of the row"));
    m_fieldsView->setCopyRole(ModelRowModel::CopyRole);
    m_historyView->setAccessibleName(tr("Events of the row"));
    m_historyView->setCopyRole(RowHistoryModel::CopyRole);
}

void ModelRowPage::clear()
{
    ++m_shown;
    if (m_request != 0 && m_source.session().sourceState() == Session::SourceState::Open)
        m_source.session().longWork().cancel(m_request);
    m_request = 0;
    m_head->clear();
}

Result<ModelRowDetails> ModelRowPage::read(const ModelTask& models, const std::string& modelType, const std::string& modelId)
{
    VCI_TRY(store::ReadModelRow row, models.reader.row(modelType, modelId, models.task.stop));
    ModelRowDetails details{std::move(row), std::nullopt, std::nullopt};
    if (details.row.isManual()) return details;
    for (const auto& definition : models.library.all()) {
        const bool isOurs = details.row.projection && definition->name == modelType;
        const bool isTheirs = !details.row.projection && definition->foreign && definition->foreign->modelType == modelType;
        if (!isOurs && !isTheirs) continue;
        VCI_TRY(details.history,
                projection::rowHistory(models.reader, models.library, definition, modelId, models.progress(), models.task.stop));
        if (isTheirs) details.mapping = definition->foreign;
        break;
    }
    return details;
}

void ModelRowPage::showRow(const std::string& modelType, const std::string& modelId)
{
    clear();
    m_modelType = modelType;
    m_modelId = modelId;
    m_fieldsView->hide();
    m_historyView->hide();
    m_toggle->setEnabled(false);
    m_empty->show(EmptyState::Kind::Loading, tr("Reading the row and the events that made it…"), {}, tr("Cancel"));
    m_request = m_source.read<ModelRowDetails>(
        m_source.session().longWork(), tr("Following a row"),
        [modelType, modelId](const ModelTask& models) { return read(models, modelType, modelId); }, this,
        [this, shown = m_shown](Result<ModelRowDetails> details) {
            if (shown == m_shown) accept(std::move(details));
        });
}

QString ModelRowPage::headText(const ModelRowDetails& details) const
{
    const auto zone = m_source.session().zone();
    const store::ReadModelRow& row = details.row;
    QStringList parts = {tr("version %1").arg(format::count(row.version)),
                         tr("updated %1")
                             .arg(row.updatedAt.foreignText.empty() ? format::dateTime(row.updatedAt.at, zone)
                                                                    : format::plain(row.updatedAt.foreignText)),
                         !row.projection  ? tr("made by the platform")
                         : row.isManual() ? tr("made by hand")
                                          : tr("made by our projection")};
    if (row.isDeleted) parts += tr("deleted");
    if (details.history) {
        parts += details.history->events == 1 ? tr("1 event") : tr("%1 events").arg(format::count(details.history->events));
    } else {
        parts += tr("no projection says which events made it");
    }
    return parts.join(QStringLiteral(" · "));
}

void ModelRowPage::accept(Result<ModelRowDetails> details)
{
    m_request = 0;
    if (!details.ok()) {
        const bool isCancelled = details.error().isCancelled();
        m_empty->show(isCancelled ? EmptyState::Kind::NothingMatches : EmptyState::Kind::NotPermitted,
                      isCancelled ? tr("Cancelled") : tr("The row cannot be shown"),
                      isCancelled ? QString() : format::error(details.error()), tr("Read again"));
        return;
    }
    ModelRowDetails& value = details.value();
    m_head->setText(headText(value));
    m_fields->setDetails(value);
    m_toggle->setEnabled(value.history && !value.history->newest.empty());
    m_history->setSteps(value.history ? std::move(value.history->newest) : std::vector<projection::RowStep>());
    const bool hadFocus = m_empty->hasFocus() || hasFocus();
    m_empty->hide();
    show(m_toggle->isEnabled() ? m_shows : Show::Fields);
    if (hadFocus) takeFocus();
}

void ModelRowPage::show(Show what)
{
    m_shows = what;
    m_toggle->setChecked(what == Show::History);
    m_fieldsView->setVisible(what == Show::Fields);
    m_historyView->setVisible(what == Show::History);
    for (QuietTable* view : {m_fieldsView, m_historyView})
        if (!view->currentIndex().isValid() && view->model()->rowCount() > 0) view->setCurrentIndex(view->model()->index(0, 0));
}

void ModelRowPage::takeFocus()
{
    QWidget* const target = m_fieldsView->isVisible()    ? static_cast<QWidget*>(m_fieldsView)
                            : m_historyView->isVisible() ? static_cast<QWidget*>(m_historyView)
                                                         : static_cast<QWidget*>(m_empty);
    target->setFocus(Qt::ShortcutFocusReason);
}

void ModelRowPage::openEvent(const projection::RowEvent* event)
{
    if (event != nullptr) m_source.session().focusBus().openEvent(event->aggregate, event->id);
}

}  // namespace vci::ui
