// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/readmodelspanel.h"

#include "ui/models/readmodelsmodel.h"
#include "ui/pages/driftpage.h"
#include "ui/pages/modelrowpage.h"
#include "ui/pages/modelrowspage.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/quiettable.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace vci::ui {

namespace {
using Kind = EmptyState::Kind;
using Models = std::vector<projection::ModelStatus>;
using projection::Whose;
constexpr int kHeadMarginPx = 12;
}  // namespace

ReadModelsPanel::ReadModelsPanel(Session& session, OperatorMode& mode, QWidget* parent)
    : QWidget(parent)
    , m_source(session, mode)
    , m_model(new ReadModelsModel(this))
    , m_pages(new QStackedWidget(this))
    , m_listPage(new QWidget(m_pages))
    , m_list(new QuietTable(m_model,
                            {{130, 220}, {60, 110}, {70, 110}, {QuietTable::kWhole, 160}, {QuietTable::kWhole, 160}, {180, 4000}},
                            ReadModelsModel::DescriptionColumn, ReadModelsModel::ToneRole, m_listPage))
    , m_empty(new EmptyState(m_listPage))
    , m_rows(new ModelRowsPage(m_source, m_pages))
    , m_row(new ModelRowPage(m_source, m_pages))
    , m_drift(new DriftPage(m_source, m_pages))
    , m_up(new QPushButton(tr("← Back"), this))
    , m_title(new ElidedLabel(this, "strong"))
    , m_compare(new QPushButton(tr("Compare with events"), this))
    , m_compareForeign(new QPushButton(tr("Compare the platform's rows"), this))
    , m_rebuild(new QPushButton(tr("Rebuild…"), this))
    , m_head(new QHBoxLayout)
    , m_below(new QHBoxLayout)
{
    build();
    connectAll();
    forget();
}

ReadModelsPanel::~ReadModelsPanel() = default;

void ReadModelsPanel::build()
{
    setProperty("look", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_head->setSpacing(8);
    m_below->setSpacing(8);
    m_up->setProperty("look", QStringLiteral("smalllink"));
    m_up->setAccessibleName(tr("Back to the list"));
    m_head->addWidget(m_up);
    m_head->addWidget(m_title, 1);
    for (QPushButton* button : {m_compare, m_compareForeign, m_rebuild}) {
        button->setProperty("look", QStringLiteral("chip"));
        m_head->addWidget(button);
    }
    m_below->addStretch();
    auto* head = new QVBoxLayout;
    head->setContentsMargins(kHeadMarginPx, 4, kHeadMarginPx, 4);
    head->setSpacing(0);
    head->addLayout(m_head);
    head->addLayout(m_below);
    auto* list = new QVBoxLayout(m_listPage);
    list->setContentsMargins(0, 0, 0, 0);
    list->addWidget(m_list, 1);
    list->addWidget(m_empty, 1);
    for (QWidget* page :
         {m_listPage, static_cast<QWidget*>(m_rows), static_cast<QWidget*>(m_row), static_cast<QWidget*>(m_drift)})
        m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_pages, 1);
    m_list->setAccessibleName(tr("Read models"));
    m_list->setCopyRole(ReadModelsModel::CopyRole);
    m_list->setExpendable({ReadModelsModel::PositionColumn});
    m_list->setMostLines(2);
}

void ReadModelsPanel::connectAll()
{
    connect(&m_source.session(), &Session::sourceStateChanged, this, &ReadModelsPanel::forget);
    connect(&m_source.mode(), &OperatorMode::changed, this, &ReadModelsPanel::refreshHead);
    connect(m_list, &RowsView::rowActivated, this, [this] { openModel(chosenModel()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ReadModelsPanel::refreshHead);
    connect(m_rows, &ModelRowsPage::rowChosen, this, [this](const QString& id) { openRow(m_modelType, id.toStdString()); });
    connect(m_drift, &DriftPage::rowChosen, this, [this](const QString& id) {
        // The page of a row shows ours where there are both, which would be taken for the platform's.
        if (m_whose == Whose::Projected) openRow(m_modelType, id.toStdString());
    });
    connect(m_drift, &DriftPage::rebuilt, this, &ReadModelsPanel::load);
    connect(m_up, &QPushButton::clicked, this, &ReadModelsPanel::goUp);
    connect(m_compare, &QPushButton::clicked, this, [this] { compare(chosenModel()); });
    connect(m_compareForeign, &QPushButton::clicked, this, [this] { compare(chosenModel(), Whose::Foreign); });
    connect(m_rebuild, &QPushButton::clicked, this, [this] {
        const std::string type = chosenModel();
        if (type.empty()) return;
        m_modelType = type;
        m_whose = Whose::Projected;
        show(m_drift);
        m_drift->rebuild(type);
        takeFocus();
    });
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_request != 0 && m_source.session().sourceState() == Session::SourceState::Open)
            m_source.session().background().cancel(m_request);
        else
            load();
    });
}

void ReadModelsPanel::forget()
{
    ++m_question;
    m_request = 0;
    m_isRead = false;
    m_way.clear();
    m_modelType.clear();
    m_rows->clear();
    m_row->clear();
    m_drift->clear();
    m_model->setModels({});
    m_pages->setCurrentWidget(m_listPage);
    refreshHead();
    if (isVisible()) load();
}

void ReadModelsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_isRead) load();
}

void ReadModelsPanel::load()
{
    Session& session = m_source.session();
    if (session.sourceState() != Session::SourceState::Open) return;
    m_isRead = true;
    if (!session.tenant()) {
        m_list->hide();
        m_empty->show(Kind::NoEvents, tr("The source is empty"), tr("There are no events that a read model could be made of."));
        return;
    }
    if (m_model->rowCount() == 0) {
        m_list->hide();
        m_empty->show(Kind::Loading, tr("Reading the read models…"), {}, tr("Cancel"));
    }
    m_request = m_source.read<Models>(
        session.background(), tr("Reading the read models"),
        [](const ModelTask& models) { return projection::listModels(models.reader, models.library, models.task.stop); }, this,
        [this, question = ++m_question](Result<Models> models) {
            if (question == m_question) accept(std::move(models));
        });
}

void ReadModelsPanel::accept(Result<Models> models)
{
    m_request = 0;
    if (!models.ok()) {
        const bool isCancelled = models.error().isCancelled();
        m_list->hide();
        m_empty->show(isCancelled ? Kind::NothingMatches : Kind::NotPermitted,
                      isCancelled ? tr("Cancelled") : tr("The read models cannot be shown"),
                      isCancelled ? QString() : format::error(models.error()), tr("Read again"));
        return;
    }
    const int row = std::max(0, m_list->currentIndex().row());
    const bool hadFocus = m_empty->hasFocus();
    m_model->setModels(std::move(models).value());
    const bool any = m_model->rowCount() > 0;
    m_list->setVisible(any);
    m_empty->setVisible(!any);
    if (any) m_list->setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1), 0));
    if (!any)
        m_empty->show(Kind::NotRecorded, tr("No read models here"), tr("The source holds none and no projection is known."));
    if (hadFocus) takeFocus();
    refreshHead();
}

std::string ReadModelsPanel::chosenModel() const
{
    if (m_pages->currentWidget() != m_listPage) return m_modelType;
    const int row = m_list->currentIndex().row();
    return row >= 0 && row < m_model->rowCount() ? m_model->models()[static_cast<std::size_t>(row)].modelType : std::string();
}

bool ReadModelsPanel::mayCompareForeign(const std::string& modelType) const
{
    const auto& info = m_source.session().info();
    // On the platform's own schema the first button compares them: there are no others.
    if (!info || info->kind == store::SourceKind::StockPostgres) return false;
    const Models& models = m_model->models();
    const auto found = std::find_if(models.begin(), models.end(),
                                    [&](const projection::ModelStatus& model) { return model.modelType == modelType; });
    return found != models.end() && found->mapsForeign &&
           (info->kind == store::SourceKind::HardenedPostgres || found->foreignRows > 0);
}

void ReadModelsPanel::openModel(const std::string& modelType)
{
    if (modelType.empty()) return;
    m_modelType = modelType;
    show(m_rows);
    m_rows->showModel(modelType);
    takeFocus();
}

void ReadModelsPanel::openRow(const std::string& modelType, const std::string& modelId)
{
    m_modelType = modelType;
    m_modelId = modelId;
    show(m_row);
    m_row->showRow(modelType, modelId);
    takeFocus();
}

void ReadModelsPanel::compare(const std::string& modelType, Whose whose)
{
    if (modelType.empty()) return;
    m_modelType = modelType;
    m_whose = whose;
    show(m_drift);
    m_drift->compare(modelType, whose);
    takeFocus();
}

void ReadModelsPanel::show(QWidget* page)
{
    if (m_pages->currentWidget() != page) m_way.push_back(m_pages->currentWidget());
    m_pages->setCurrentWidget(page);
    refreshHead();
}

void ReadModelsPanel::goUp()
{
    if (m_way.empty()) return;
    m_pages->setCurrentWidget(m_way.back());
    m_way.pop_back();
    refreshHead();
    takeFocus();
}

void ReadModelsPanel::refreshHead()
{
    QWidget* const page = m_pages->currentWidget();
    m_up->setVisible(!m_way.empty());
    const QString type = format::plain(m_modelType);
    m_title->setText(page == m_listPage          ? tr("Read models")
                     : page == m_rows            ? type
                     : page == m_row             ? tr("%1 › %2").arg(type, format::plain(m_modelId))
                     : m_whose == Whose::Foreign ? tr("%1 › the platform's rows").arg(type)
                                                 : tr("%1 › compared with the events").arg(type));
    const bool any = !chosenModel().empty();
    const bool mayWrite = m_source.mode().isOnFor(OperatorMode::Right::ReadModels);
    m_compare->setEnabled(any);
    m_compare->setToolTip(tr("Makes every row anew from the events and compares; nothing is written"));
    m_compareForeign->setVisible(mayCompareForeign(chosenModel()));
    m_compareForeign->setToolTip(tr("The rows that the platform itself keeps, beside what the events say; nothing is written"));
    m_rebuild->setEnabled(any && mayWrite);
    m_rebuild->setToolTip(mayWrite ? tr("Shows first what would change, and asks") : tr("In operator mode only"));
    arrangeHead();
}

void ReadModelsPanel::arrangeHead()
{
    int wanted = m_title->sizeHint().width() + 2 * kHeadMarginPx;
    for (const QPushButton* button : {m_up, m_compare, m_compareForeign, m_rebuild})
        if (!button->isHidden()) wanted += button->sizeHint().width() + m_head->spacing();
    QHBoxLayout* const place = wanted > width() ? m_below : m_head;
    m_below->setContentsMargins(0, place == m_below ? 4 : 0, 0, 0);
    if (place->indexOf(m_compare) >= 0) return;
    QHBoxLayout* const other = place == m_head ? m_below : m_head;
    for (QPushButton* button : {m_compare, m_compareForeign, m_rebuild}) {
        other->removeWidget(button);
        place->addWidget(button);
    }
}

void ReadModelsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrangeHead();
}

void ReadModelsPanel::takeFocus()
{
    QWidget* const page = m_pages->currentWidget();
    if (page == m_rows) return m_rows->takeFocus();
    if (page == m_row) return m_row->takeFocus();
    if (page == m_drift) return m_drift->takeFocus();
    (m_list->isVisible() ? static_cast<QWidget*>(m_list) : m_empty)->setFocus(Qt::ShortcutFocusReason);
}

void ReadModelsPanel::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Escape || event->key() == Qt::Key_Backspace) && !m_way.empty()) return goUp();
    QWidget::keyPressEvent(event);
}

}  // namespace vci::ui
