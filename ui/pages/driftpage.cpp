// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pages/driftpage.h"

#include "core/projection/rebuild.h"
#include "ui/dialogs/typedconfirmation.h"
#include "ui/models/driftmodel.h"
#include "ui/state/modelsource.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/quiettable.h"

#include <QVBoxLayout>

#include <iterator>
#include <utility>

namespace vci::ui {

namespace {

using Kind = EmptyState::Kind;
using projection::Comparison;
using projection::Whose;

Result<std::shared_ptr<const projection::Definition>> definitionOf(const ModelTask& models, const std::string& modelType)
{
    if (auto found = models.library.find(modelType)) return found;
    return makeError(ErrorCode::NotSupported,
                     modelType +
                         " has no projection of ours: no rules say what its rows should be, so there is nothing to compare with");
}

QString rebuildWords(const Comparison& mended)
{
    return DriftPage::tr("mended %1 missing, %2 extra, %3 different, %4 lagging of %5 rows")
        .arg(format::count(std::ssize(mended.missing)), format::count(std::ssize(mended.extra)),
             format::count(std::ssize(mended.different)), format::count(std::ssize(mended.lagging)),
             format::count(mended.checked));
}

}  // namespace

DriftPage::DriftPage(ModelSource& source, QWidget* parent)
    : QWidget(parent)
    , m_source(source)
    , m_model(new DriftModel(this))
    , m_view(new QuietTable(m_model, {{90, 110}, {80, 340}, {112, 180}, {100, 260}, {110, 4000}}, DriftModel::EventsColumn,
                            DriftModel::ToneRole, this))
    , m_empty(new EmptyState(this))
    , m_head(new ElidedLabel(this, "secondary"))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_head->setContentsMargins(12, 0, 12, 4);
    layout->addWidget(m_head);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    m_view->setAccessibleName(tr("Drift of the read model"));
    m_view->setCopyRole(DriftModel::CopyRole);
    m_view->setMostLines(3);
    connect(m_view, &RowsView::rowActivated, this,
            [this](const QModelIndex& index) { Q_EMIT rowChosen(QString::fromStdString(m_model->modelIdAt(index.row()))); });
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_request != 0 && m_source.session().sourceState() == Session::SourceState::Open)
            m_source.session().longWork().cancel(m_request);
        else
            compare(m_modelType, m_whose);
    });
    connect(&m_source.session(), &Session::taskProgressed, this, [this](const TaskState& state) {
        if (m_request != 0 && state.request == m_request) m_empty->setDetail(tr("%1 events").arg(format::count(state.done)));
    });
}

void DriftPage::clear()
{
    ++m_shown;
    if (m_request != 0 && m_source.session().sourceState() == Session::SourceState::Open)
        m_source.session().longWork().cancel(m_request);
    m_request = 0;
    m_model->clear();
    m_head->hide();
}

void DriftPage::takeFocus()
{
    (m_view->isVisible() ? static_cast<QWidget*>(m_view) : m_empty)->setFocus(Qt::ShortcutFocusReason);
}

void DriftPage::compare(const std::string& modelType, Whose whose)
{
    start(modelType, whose, Then::Show);
}

void DriftPage::rebuild(const std::string& modelType)
{
    start(modelType, Whose::Projected, Then::Ask);
}

void DriftPage::start(const std::string& modelType, Whose whose, Then then)
{
    clear();
    m_modelType = modelType;
    const bool isStock = m_source.session().info()->kind == store::SourceKind::StockPostgres;
    m_whose = isStock ? Whose::Foreign : whose;
    m_view->hide();
    m_empty->show(Kind::Loading, tr("Comparing %1 with the events…").arg(format::plain(modelType)), {}, tr("Cancel"));
    m_request = m_source.read<Comparison>(
        m_source.session().longWork(), tr("Comparing a read model"),
        [modelType, whose = m_whose](const ModelTask& models) -> Result<Comparison> {
            VCI_TRY(const auto definition, definitionOf(models, modelType));
            return projection::findDrift(models.reader, models.library, definition, whose, models.progress(), models.task.stop);
        },
        this,
        [this, then, shown = m_shown](Result<Comparison> comparison) {
            if (shown == m_shown) accept(std::move(comparison), then);
        });
}

void DriftPage::accept(Result<Comparison> comparison, Then then)
{
    m_request = 0;
    if (!comparison.ok()) return showFailure(tr("%1 cannot be compared").arg(format::plain(m_modelType)), comparison.error());
    // In a narrow window the title beside the buttons does not say whose they are.
    QString summary = driftSummary(comparison.value());
    if (m_whose == Whose::Foreign) summary = tr("The platform's: %1").arg(summary);
    if (then == Then::Show) return showComparison(comparison.value(), summary);
    if (!mayRebuild()) return showComparison(comparison.value(), tr("Not rebuilt: operator mode has ended. %1").arg(summary));
    showComparison(comparison.value(), summary);
    ask(comparison.value());
}

void DriftPage::showFailure(const QString& title, const Error& error)
{
    m_view->hide();
    m_head->hide();
    if (error.isCancelled())
        m_empty->show(Kind::NothingMatches, tr("Cancelled"), tr("Nothing was changed."), tr("Compare again"));
    else if (error.code == ErrorCode::NotSupported)
        m_empty->show(Kind::NotRecorded, title, format::error(error));
    else
        m_empty->show(Kind::NotPermitted, title, format::error(error), tr("Compare again"));
}

void DriftPage::showComparison(const Comparison& comparison, const QString& head)
{
    const bool hadFocus = m_empty->hasFocus();
    m_model->setComparison(comparison);
    const bool any = m_model->rowCount() > 0;
    m_head->setText(head);
    m_head->setVisible(any);
    m_view->setVisible(any);
    m_empty->setVisible(!any);
    if (!any) m_empty->show(Kind::NothingMatches, tr("No drift"), head, tr("Compare again"));
    if (any) m_view->setCurrentIndex(m_model->index(0, 0));
    if (any && hadFocus) takeFocus();
}

void DriftPage::ask(const Comparison& comparison)
{
    const QString name = format::plain(m_modelType);
    const QString what =
        comparison.foundSomething()
            ? tr("%1\n\nThe rows of %2 are made anew from the events and replaced in one transaction. Rows of the platform stay.")
                  .arg(driftSummary(comparison), name)
            : tr("%1\n\nA rebuild of %2 changes no row; only its position in the log is set.")
                  .arg(driftSummary(comparison), name);
    auto* dialog = new TypedConfirmation({tr("Rebuild %1").arg(name), what, name, tr("Rebuild")}, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TypedConfirmation::confirmed, this, &DriftPage::run);
    dialog->open();
}

bool DriftPage::mayRebuild() const
{
    return m_source.mode().isOnFor(OperatorMode::Right::ReadModels);
}

void DriftPage::run()
{
    clear();
    m_view->hide();
    if (!mayRebuild()) {
        return m_empty->show(Kind::NotPermitted, tr("%1 was not rebuilt").arg(format::plain(m_modelType)),
                             tr("Operator mode ended before the rebuild was confirmed. Nothing was changed: turn it on again and "
                                "ask once more."),
                             tr("Compare again"));
    }
    m_empty->show(Kind::Loading, tr("Rebuilding %1…").arg(format::plain(m_modelType)), {}, tr("Cancel"));
    m_request = m_source.write<Comparison>(
        {tr("rebuild the read model %1").arg(format::plain(m_modelType)), rebuildWords,
         [](const Comparison&) { return QStringLiteral("rebuilt"); }},
        [modelType = m_modelType](const ModelTask& models) -> Result<Comparison> {
            VCI_TRY(const auto definition, definitionOf(models, modelType));
            return projection::rebuild(models.reader, *models.writer, models.library, definition, models.progress(),
                                       models.task.stop);
        },
        this,
        [this, shown = m_shown](Result<Comparison> mended) {
            if (shown == m_shown) acceptRebuild(std::move(mended));
            Q_EMIT rebuilt();
        });
}

void DriftPage::acceptRebuild(Result<Comparison> mended)
{
    m_request = 0;
    if (!mended.ok()) return showFailure(tr("%1 was not rebuilt").arg(format::plain(m_modelType)), mended.error());
    m_view->hide();
    m_head->hide();
    m_empty->show(Kind::NothingMatches, tr("%1 is rebuilt").arg(format::plain(m_modelType)), rebuildWords(mended.value()),
                  tr("Compare again"));
}

}  // namespace vci::ui
